using Arshjulet.Functions.Access;
using Arshjulet.Functions.Years;

namespace Arshjulet.Functions.Office;

/// <summary>The view of a year that so far consists only of follow-ups that earlier years promised.</summary>
public sealed record DraftView(OfficeUser User, YearState State);
