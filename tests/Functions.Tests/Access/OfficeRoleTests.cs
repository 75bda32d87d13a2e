using System.Text;
using Arshjulet.Functions.Access;
using Arshjulet.Functions.Texts;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Arshjulet.Functions.Tests.Access;

/// <summary>Only a role's exact name gives somebody its rights.</summary>
public class OfficeRoleTests
{
    [Theory]
    [InlineData("Secretary", OfficeRole.Secretary)]
    [InlineData("Analyst", OfficeRole.Analyst)]
    [InlineData("Reader", OfficeRole.Reader)]
    public void When_a_role_is_named_then_the_user_has_it(string name, OfficeRole role) => Assert.Equal(role, OfficeSignIn.Require(From(name), role).Role);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("2")]
    [InlineData("secretary")]
    [InlineData(" Secretary")]
    [InlineData("Secretary,Reader")]
    [InlineData("")]
    public void When_a_role_is_written_in_another_way_then_the_user_has_none(string name) =>
        Assert.Throws<DeniedException>(() => OfficeSignIn.Require(From(name), OfficeRole.Reader));

    private static HttpRequest From(string role)
    {
        var request = new DefaultHttpContext().Request;
        var principal = $$"""{"claims":[{"typ":"roles","val":"{{role}}"},{"typ":"name","val":"Kim"}]}""";
        request.Headers["X-MS-CLIENT-PRINCIPAL"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(principal));
        return request;
    }
}
