using Arshjulet.Functions.Access;
using Arshjulet.Functions.Years;

namespace Arshjulet.Functions.Office;

/// <summary>What the page shows of a year that so far only has what earlier years promised.</summary>
public sealed record DraftView(OfficeUser User, YearState State);
