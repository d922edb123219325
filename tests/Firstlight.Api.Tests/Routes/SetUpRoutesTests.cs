using System.Net;
using Firstlight.Api.Tests.Support;

namespace Firstlight.Api.Tests.Routes;

public sealed class SetUpRoutesTests
{
    [Fact]
    public async Task The_link_of_the_console_makes_the_owner_who_can_sign_in()
    {
        await using var api = await ApiUnderTest.StartEmptyAsync();
        ((bool?)(await api.GetAsync("/api/v1/set-up"))["needed"]).ShouldBe(true);
        var body = new
        {
            token = api.Owner.NewSetupToken(),
            email = ApiUnderTest.Email,
            password = ApiUnderTest.Password,
        };

        using var made = await api.PostAsync("/api/v1/set-up", body);
        using var again = await api.PostAsync("/api/v1/set-up", body);

        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        ((string?)(await ApiUnderTest.JsonOf(made))["name"]).ShouldBe("ann");
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        ((bool?)(await api.GetAsync("/api/v1/set-up"))["needed"]).ShouldBe(false);
        (await api.SignInAsync(ApiUnderTest.Email)).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("wrong", "ann@example.com", "correct horse", HttpStatusCode.Forbidden, "setup_token_refused")]
    [InlineData("", "ann@example.com", "correct horse", HttpStatusCode.Forbidden, "setup_token_refused")]
    [InlineData(null, "ann@example.com", "correct horse", HttpStatusCode.BadRequest, "invalid_email", true)]
    [InlineData(null, "ann@example.com", "short", HttpStatusCode.BadRequest, "invalid_password")]
    public async Task Bad_input_is_refused_by_name(
        string? token,
        string email,
        string password,
        HttpStatusCode status,
        string code,
        bool spoilEmail = false
    )
    {
        await using var api = await ApiUnderTest.StartEmptyAsync();
        var right = api.Owner.NewSetupToken();

        using var response = await api.PostAsync(
            "/api/v1/set-up",
            new
            {
                token = token ?? right,
                email = spoilEmail ? "not an address" : email,
                password,
            }
        );

        response.StatusCode.ShouldBe(status);
        ((string?)(await ApiUnderTest.JsonOf(response))["code"]).ShouldBe(code);
    }
}
