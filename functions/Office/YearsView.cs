using Arshjulet.Functions.Access;
using Arshjulet.Functions.Years;

namespace Arshjulet.Functions.Office;

/// <summary>What the office's first page shows: all years, the latest first.</summary>
public sealed record YearsView(OfficeUser User, IReadOnlyList<YearState> States);
