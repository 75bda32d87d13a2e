using Arshjulet.Functions.City;

namespace Arshjulet.Functions.Respond;

/// <summary>One way in: to what, in which year, by which address.</summary>
public sealed record LinkWay(string Title, YearContent Content, string Address);

/// <summary>What a mail says that is nothing but links.</summary>
public sealed record LinkMailView(string Subject, string Opening, IReadOnlyList<LinkWay> Ways);
