using Firstlight.Gateway.Door;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.TestKit.Native;

namespace Firstlight.Gateway.Tests.Door;

public sealed class MqttRefusalTests
{
    // Keep-alive 60, client id "dev".
    private const string Connect311 = "10 0f 00 04 4d 51 54 54 04 02 00 3c 00 03 64 65 76";
    private const string Connect31 = "10 11 00 06 4d 51 49 73 64 70 03 02 00 3c 00 03 64 65 76";
    private const string Connect5 = "10 10 00 04 4d 51 54 54 05 02 00 3c 00 00 03 64 65 76";

    [Theory]
    [InlineData(Connect311, "20020003")]
    [InlineData(Connect31, "20020003")]
    [InlineData(Connect5, "2003008800")]
    public async Task Mqtt_is_told_to_come_later_and_never_that_its_token_is_wrong(string connect, string answer)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectAsync();
        foreach (var value in NativeClient.Bytes(connect))
            await client.SendRawAsync(new[] { value });

        var received = new MemoryStream();
        await client
            .Stream.CopyToAsync(received, TestContext.Current.CancellationToken)
            .WaitAsync(NativeClient.Patience, TestContext.Current.CancellationToken);
        Convert.ToHexStringLower(received.ToArray()).ShouldBe(answer);
    }

    [Theory]
    [InlineData("10 ff ff ff ff")] // a length that never ends
    [InlineData("10 80 80 01")]
    [InlineData("10 00")]
    [InlineData("10 02 00 09")]
    [InlineData("10 06 00 04 48 54 54 50")] // another name
    [InlineData("10 06 ff ff 4d 51 54 54")]
    public void What_is_no_connect_gets_no_answer(string hex)
    {
        MqttRefusal.TryAnswer(NativeClient.Bytes(hex), out var answer).ShouldBeTrue();
        answer.ShouldBeNull();
    }

    [Theory]
    [InlineData("10")]
    [InlineData("10 80")]
    [InlineData("10 0f 00 04 4d 51 54 54 04 02 00 3c 00 03 64 65")]
    public void Half_a_connect_is_waited_for(string hex) =>
        MqttRefusal.TryAnswer(NativeClient.Bytes(hex), out _).ShouldBeFalse();
}
