using Arshjulet.Functions.City;

namespace Arshjulet.Functions.Respond;

/// <summary>A link in a mail: its title, its year's content and its address.</summary>
public sealed record MailedLink(string Title, YearContent Content, string Address);

/// <summary>The view of a mail with links.</summary>
public sealed record LinkMailView(string Subject, string Opening, IReadOnlyList<MailedLink> Links);
