using System.Text;
using System.Text.Json;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Protocol.Tests.Provisioning;

public sealed class ConfigAnswerReaderTests
{
    [Fact]
    public void Our_answers_are_those_of_firmware_in_the_field()
    {
        Json(ConfigAnswer.TryingToConnect).ShouldBe("""{"status":"ok","msg":"Trying to connect..."}""");
        Json(ConfigAnswer.Saved).ShouldBe("""{"status":"ok","msg":"Configuration saved"}""");
        Json(ConfigAnswer.Invalid).ShouldBe("""{"status":"error","msg":"Configuration invalid"}""");
        Json(ConfigAnswer.Reset).ShouldBe("""{"status":"ok","msg":"Configuration reset"}""");
    }

    [Theory]
    [InlineData("""{"status":"ok","msg":"Trying to connect..."}""", "ok", "Trying to connect...")]
    [InlineData("""{"status":"error","msg":"Bad "name""}""", "error", "Bad \"name\"")]
    [InlineData("""{"status":"ok"}""", "ok", "")]
    public void An_answer_is_read(string answer, string status, string message)
    {
        ConfigAnswerReader.TryRead(Encoding.UTF8.GetBytes(answer), out var config).ShouldBeTrue();
        config.ShouldBe(new ConfigAnswer(status, message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("OK")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public void Without_a_status_the_http_status_decides(string answer) =>
        ConfigAnswerReader.TryRead(Encoding.UTF8.GetBytes(answer), out _).ShouldBeFalse();

    private static string Json(ConfigAnswer answer) =>
        JsonSerializer.Serialize(answer, ProvisioningJson.Default.ConfigAnswer);
}
