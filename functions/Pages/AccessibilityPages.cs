using Arshjulet.Functions.City;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Pages;

/// <summary>
/// The accessibility statement that lag (2018:1937) 13 § requires. It is public: people who can't use the pages must still be able to read
/// about the known problems and how to report more.
/// </summary>
public sealed class AccessibilityPages(CityContent city)
{
    [Function("AccessibilityStatement")]
    public IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "tillganglighet")] HttpRequest request) =>
        PageResults.Page<AccessibilityPage, CityFacts>(city.Facts);
}
