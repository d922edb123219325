using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Firstlight.Browser.Tests.Support;

/// <summary>Images as a maker's build leaves them, as far as the cloud reads them.</summary>
internal static class Firmwares
{
    public static byte[] Image(string template, string version, int bytes = 70_000) =>
        [
            .. new byte[bytes],
            .. Encoding.ASCII.GetBytes(
                $"blnkinf\0mcu\0{version}\0fw-type\0{template}\0build\0Jan  2 2026 00:00:00\0\0"
            ),
        ];

    /// <summary>Brings one into the cloud; its number.</summary>
    public static async Task<long> UploadAsync(RestClient api, string template, string version)
    {
        using var body = new ByteArrayContent(Image(template, version));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var answer = await api.Http.PostAsync(
            $"api/v1/templates/{template}/firmware?fileName=boiler-{version}.bin",
            body,
            TestContext.Current.CancellationToken
        );
        answer.EnsureSuccessStatusCode();
        var made = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        return made["id"]!.GetValue<long>();
    }
}
