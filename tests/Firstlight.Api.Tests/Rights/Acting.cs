using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Firstlight.Api.Tests.Support;

namespace Firstlight.Api.Tests.Rights;

/// <summary>Calls by different people from different places.</summary>
internal static class Acting
{
    public static void As(this ApiUnderTest api, string token) =>
        api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

    public static void In(this ApiUnderTest api, long? organisation)
    {
        api.Http.DefaultRequestHeaders.Remove("Firstlight-Organisation");
        if (organisation is { } number)
            api.Http.DefaultRequestHeaders.Add("Firstlight-Organisation", number.ToString());
    }

    /// <summary>The answer's body; the call must have gone well.</summary>
    public static async Task<JsonNode> DoneAsync(this Task<HttpResponseMessage> call)
    {
        using var response = await call;
        response.IsSuccessStatusCode.ShouldBeTrue(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
        return response.StatusCode == System.Net.HttpStatusCode.NoContent
            ? new JsonObject()
            : await ApiUnderTest.JsonOf(response);
    }

    /// <summary>The call must have gone well; nothing comes back.</summary>
    public static async Task TakenAsync(this Task<HttpResponseMessage> call)
    {
        using var response = await call;
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.Accepted);
    }

    /// <summary>The code of the refusal.</summary>
    public static async Task<string?> RefusedAsync(this Task<HttpResponseMessage> call)
    {
        using var response = await call;
        response.IsSuccessStatusCode.ShouldBeFalse();
        return (string?)(await ApiUnderTest.JsonOf(response))["code"];
    }
}
