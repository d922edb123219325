using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway.Tests.Fakes;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Tests.Native;

/// <summary>
/// Every golden frame, by its number, against the door: what a device says and what it hears. Their bytes alone are tested with the codec.
/// </summary>
/// <remarks>
/// Not here: 13 and 40, which ask devices what this cloud never asks (their answers are), and 34, an order to fetch firmware.
/// </remarks>
public sealed class GoldenVectorTests
{
    private const string Silence = "";

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("7", Linux, "00 00 02 00 c8")]
    [InlineData("8", Uno, "00 00 02 00 c8")]
    [InlineData("9", EarlyPython, "00 00 02 00 c8")]
    [InlineData("10", NodeJs, "00 00 02 00 c8")]
    [InlineData("12", "06 00 0f 00 00", "00 00 0f 00 c8")]
    [InlineData("13b", "00 23 2b 00 c8", Silence)]
    [InlineData("13c", "00 23 29 00 03 32 30 30", Silence)]
    [InlineData("14", "14 00 03 00 07 76 77 00 30 00 34 32", Silence)]
    [InlineData("15", "14 00 04 00 0b 76 77 00 33 00 32 31 2e 35 30 30", Silence)]
    [InlineData("16", "14 00 07 00 0e 76 77 00 35 00 61 00 31 00 32 2e 35 30 30", Silence)]
    [InlineData("17", "14 00 09 00 0a 76 77 00 32 30 30 00 01 00 ff", Silence)]
    [InlineData("18", "14 00 08 00 05 76 77 00 36 00", "00 00 08 00 02")]
    [InlineData("19b", "14 23 29 00 08 76 77 00 32 00 61 63 6b", Silence)]
    [InlineData("21", "10 00 0a 00 00", "14 00 0a 00 07 76 77 00 30 00 34 32")]
    [InlineData("22", "10 00 0b 00 06 76 72 00 30 00 31", "14 00 0b 00 07 76 77 00 30 00 34 32")]
    [InlineData("23", "13 00 0c 00 0f 31 00 63 6f 6c 6f 72 00 23 44 33 34 33 35 43", "00 00 0c 00 c8")]
    [InlineData("24", "13 00 0e 00 13 30 00 31 00 69 73 44 69 73 61 62 6c 65 64 00 74 72 75 65", "00 00 0e 00 c8")]
    [InlineData("25", "40 00 10 00 08 68 6f 74 00 54 3d 39 31", "00 00 10 00 c8")]
    [InlineData("26", "41 00 11 00 03 68 6f 74", "00 00 11 00 c8")]
    [InlineData("26b", "41 00 12 00 07 68 6f 74 00 61 6c 6c", "00 00 12 00 c8")]
    [InlineData("30", MetaGet, "11 00 15 00 17 6d 65 74 61 00 53 65 72 69 61 6c 20 4e 75 6d 62 65 72 00 53 4e 2d 37")]
    [InlineData("31", MetaSet, "00 00 16 00 c8")]
    [InlineData("32", "15 00 17 00 01 62 14 00 18 00 06 76 77 00 30 00 31 15 00 1a 00 01 65", Silence)]
    [InlineData("33", "15 00 1b 00 0f 74 00 31 37 30 30 30 30 30 30 30 30 31 32 33", Silence)]
    [InlineData("36", BridgeInit, "00 00 0d 00 06")] // ZZZ… is nobody's here
    [InlineData("37", "0f 00 0e 00 09 36 34 00 76 77 00 31 00 35", "00 00 0e 00 06")] // nobody was named
    [InlineData("38", "0e 00 05 00 02 68 69", "00 00 05 00 06")]
    [InlineData("38b", "0d 00 06 00 09 61 40 62 2e 63 00 73 00 62", "00 00 06 00 06")]
    [InlineData("38c", "0c 00 07 00 01 74", "00 00 07 00 06")]
    [InlineData("39", "14 23 34 00 06 64 77 00 33 00 30", Silence)]
    [InlineData("40", "00 23 33 00 02", Silence)]
    [InlineData("42", "14 00 0c 00 06 76 77 00 37 00 e9", Silence)]
    [InlineData("42b", "14 00 09 00 07 76 77 00 37 00 c3 a9", Silence)]
    public async Task What_a_device_says_is_answered_as_it_was_seen(string number, string sent, string answer)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Door.Values[new(0)] = "42";
        var (client, _) = await host.LogInAsync();
        await using var __ = client;

        await client.SendHexAsync(sent);
        if (answer != Silence)
            (await client.ReadAsync()).Hex.ShouldBe(answer, number);
        await client.SendAsync(Command.Ping, 777);
        (await client.ReadAsync()).ToString().ShouldBe("777: 200", number);
    }

    [Theory]
    [InlineData("1, 3", "1d", FakeDoor.Known, "00 00 01 00 c8")]
    [InlineData("2, 3", "02", FakeDoor.Known, "00 00 01 00 c8")]
    [InlineData("4", "1d", FakeDoor.Stranger, "00 00 01 00 09")]
    public async Task A_login_is_answered_as_it_was_seen(string number, string command, string token, string answer)
    {
        await using var host = await GatewayHost.StartAsync();
        await using var client = await host.ConnectAsync();

        await client.SendHexAsync($"{command} 00 01 00 20 {Hex(token)}");
        (await client.ReadAsync()).Hex.ShouldBe(answer, number);
    }

    [Fact]
    public async Task Number_5_a_second_login()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, _) = await host.LogInAsync();
        await using var __ = client;

        await client.SendHexAsync($"1d 00 01 00 20 {Hex(FakeDoor.Known)}");
        (await client.ReadAsync()).Hex.ShouldBe("00 00 01 00 04");
    }

    [Fact]
    public async Task Number_6_a_server_that_moved()
    {
        await using var host = await GatewayHost.StartAsync(options => options.MovedTo = new("127.0.0.1", 18_083, 443));
        await using var client = await host.ConnectAsync();

        await client.SendHexAsync($"1d 00 01 00 20 {Hex(FakeDoor.Known)}");
        (await client.ReadAsync()).Hex.ShouldBe("29 00 01 00 0f 31 32 37 2e 30 2e 30 2e 31 00 31 38 30 38 33");
    }

    [Fact]
    public async Task Numbers_19_20_35_and_37_what_the_cloud_says_by_itself()
    {
        await using var host = await GatewayHost.StartAsync();
        var (client, session) = await host.LogInAsync();
        await using var _ = client;

        (DeviceCommand Command, string Body)[] table =
        [
            (new DeviceCommand.WritePin(new VirtualPin(1), "7"), "14 00 01 00 06 76 77 00 31 00 37"),
            (new DeviceCommand.WritePin(new VirtualPin(200), "x\0y"), "14 00 02 00 0a 76 77 00 32 30 30 00 78 00 79"),
            (new DeviceCommand.Reboot(), "11 00 03 00 0a 64 62 67 00 72 65 62 6f 6f 74"),
            (new DeviceCommand.BridgedPin(new VirtualPin(1), "5", 14), "0f 00 0e 00 06 76 77 00 31 00 35"),
        ];
        foreach (var (command, body) in table)
        {
            (await session.Link.SendAsync(command, Cancellation)).ShouldBeTrue();
            (await client.ReadAsync()).Hex.ShouldBe(body);
        }
    }

    [Fact]
    public async Task Number_41_too_many_messages()
    {
        await using var host = await GatewayHost.StartAsync(options =>
            (options.FloodLimit, options.FloodBurst) = (1, 2)
        );
        var (client, _) = await host.LogInAsync();
        await using var __ = client;

        await client.SendHexAsync("14 00 06 00 06 76 77 00 30 00 31");
        await client.SendHexAsync("14 00 07 00 06 76 77 00 30 00 31");
        (await client.ReadAsync()).Hex.ShouldBe("00 00 07 00 01");
    }

    private static string Hex(string ascii) => Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(ascii));

    private const string Linux =
        "11 00 02 00 82 76 65 72 00 31 2e 34 2e 30 00 68 2d 62 65 61 74 00 34 30 00 62 75 66 66 2d 69 6e 00 34 30 39 36 00"
        + " 64 65 76 00 4c 69 6e 75 78 00 66 77 2d 74 79 70 65 00 54 4d 50 4c 30 30 41 41 42 42 43 43 00 66 77 00 30 2e 31 2e 30 00"
        + " 62 75 69 6c 64 00 4a 61 6e 20 20 31 20 32 30 32 35 20 30 30 3a 30 30 3a 30 30 00 63 6f 6e 6e 00 53 6f 63 6b 65 74 00"
        + " 74 6d 70 6c 00 54 4d 50 4c 30 30 41 41 42 42 43 43 00";

    private const string Uno =
        "11 00 02 00 96 6d 63 75 00 30 2e 31 2e 30 00 66 77 2d 74 79 70 65 00 54 4d 50 4c 30 30 41 41 42 42 43 43 00"
        + " 62 75 69 6c 64 00 4a 61 6e 20 20 31 20 32 30 32 35 20 30 30 3a 30 30 3a 30 30 00 62 6c 79 6e 6b 00 31 2e 34 2e 30 00"
        + " 68 2d 62 65 61 74 00 34 30 00 62 75 66 66 2d 69 6e 00 32 35 36 00 64 65 76 00 41 72 64 75 69 6e 6f 20 55 6e 6f 00"
        + " 63 70 75 00 41 54 6d 65 67 61 33 32 38 50 00 63 6f 6e 00 57 35 30 30 30 00 74 6d 70 6c 00 54 4d 50 4c 30 30 41 41 42 42 43 43";

    private const string EarlyPython =
        "11 00 02 00 2a 76 65 72 00 30 2e 32 2e 36 00 62 75 66 66 2d 69 6e 00 31 30 32 34 00 68 2d 62 65 61 74 00 34 00 64 65 76 00 70 79 74 68 6f 6e";

    private const string NodeJs =
        "11 00 02 00 1d 76 65 72 00 30 2e 35 2e 34 00 62 75 66 66 2d 69 6e 00 34 30 39 36 00 64 65 76 00 6a 73";

    private const string MetaGet = "11 00 15 00 16 6d 65 74 61 00 67 65 74 00 53 65 72 69 61 6c 20 4e 75 6d 62 65 72";

    private const string MetaSet =
        "11 00 16 00 1b 6d 65 74 61 00 73 65 74 00 53 65 72 69 61 6c 20 4e 75 6d 62 65 72 00 53 4e 2d 37";

    private const string BridgeInit =
        "0f 00 0d 00 25 36 34 00 69 00 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a 5a";
}
