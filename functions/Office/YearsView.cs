using Arshjulet.Functions.Access;
using Arshjulet.Functions.Years;

namespace Arshjulet.Functions.Office;

/// <summary>The view of the office's first page: all years, the latest first.</summary>
public sealed record YearsView(OfficeUser User, IReadOnlyList<YearState> States);
