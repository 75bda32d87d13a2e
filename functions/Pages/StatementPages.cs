using Arshjulet.Functions.City;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Arshjulet.Functions.Pages;

/// <summary>
/// The accessibility statement that lag (2018:1937) 13 § asks for. It is open to all: who cannot use the pages must still be able to
/// read what is known and how to say so.
/// </summary>
public sealed class StatementPages(CityContent city)
{
    [Function("AccessibilityStatement")]
    public IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "tillganglighet")] HttpRequest request) =>
        Answering.Page<StatementPage, CityFacts>(city.Facts);
}
