using System.Net;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>A device's life by the device HTTPS API, each answer letter by letter as clients in the field know it.</summary>
public sealed class WorkedExchangeTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_call_is_answered_letter_by_letter()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await MakeTemplateAsync(api);
        var session = await api.StartSessionAsync(new { }, Cancellation);
        var token = session["token"]!.GetValue<string>();
        using var http = new HttpClient { BaseAddress = new Uri(cloud.Address, "external/api/") };

        await AnswersAsync($"provision?token={token}&templateId={template}&ver=1.2.0", "");
        await AnswersAsync($"device/meta/update?token={token}&metaFieldName=Serial%20Number&value=SN-0042", "");
        await AnswersAsync($"update?token={token}&pin=V4&value=21.5", "");
        await AnswersAsync($"batch/update?token={token}&V4=21.7&V9=30.52&V9=50.45", "OK");
        await AnswersAsync($"get?token={token}&v4", "21.70000");
        await AnswersAsync($"get?token={token}&V4&V5", """{"V4":21.7,"V5":1}""");
        await RefusesAsync($"update?token={token}&v77=1", "No datastream setup for that pin.");
        await RefusesAsync("get?token=nope&v4", "Invalid token.");
        await using var device = await NativeSocket.TryConnectAsync(cloud.Port, Cancellation);
        (await device!.LoginAsync(token, Cancellation)).ShouldBe(StatusCode.Success);
        await AnswersAsync($"isHardwareConnected?token={token}", "true");
        using var text = new StringContent("[]");
        using var import = await http.PostAsync($"batch/update?token={token}&pin=v4", text, Cancellation);
        import.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await IsErrorAsync(import, "Unknown content type.");

        async Task AnswersAsync(string call, string body)
        {
            using var answer = await http.GetAsync(call, Cancellation);
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBe(body, call);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, call);
        }

        async Task RefusesAsync(string call, string message)
        {
            using var answer = await http.GetAsync(call, Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, call);
            await IsErrorAsync(answer, message);
        }

        static async Task IsErrorAsync(HttpResponseMessage answer, string message) =>
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBe(
                $$$"""{"error":{"message":"{{{message}}}"}}"""
            );
    }

    private static async Task<string> MakeTemplateAsync(RestClient api)
    {
        var made = await api.PostAsync("api/v1/templates", new { name = "Lamp" }, HttpStatusCode.Created, Cancellation);
        var template = made["id"]!.GetValue<string>();
        var datastreams = $"api/v1/templates/{template}/datastreams";
        await MakeAsync(
            datastreams,
            new
            {
                name = "Temperature",
                pin = 4,
                type = "Double",
            }
        );
        await MakeAsync(
            datastreams,
            new
            {
                name = "Switch",
                pin = 5,
                type = "Integer",
                defaultValue = 1,
            }
        );
        await MakeAsync(
            datastreams,
            new
            {
                name = "Site",
                pin = 9,
                type = "Location",
            }
        );
        await MakeAsync($"api/v1/templates/{template}/metadata-fields", new { name = "Serial Number", type = "Text" });
        return template;

        Task MakeAsync(string path, object what) => api.PostAsync(path, what, HttpStatusCode.Created, Cancellation);
    }
}
