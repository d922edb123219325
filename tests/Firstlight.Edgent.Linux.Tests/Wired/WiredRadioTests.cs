using System.Net;
using Firstlight.TestKit;
using Firstlight.TestKit.Programs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Firstlight.Edgent.Linux.Tests.Wired;

/// <summary>A cable as the kernel's files describe it.</summary>
public sealed class WiredRadioTests : IDisposable
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private readonly Scratch _kernel = new();
    private readonly ManualTime _time = new();
    private readonly Addresses _addresses = new();
    private readonly List<RadioNotice> _heard = [];

    [Fact]
    public async Task Joining_waits_for_the_cable_and_then_for_an_address()
    {
        Add("eth0", carrier: "0");
        await using var radio = Open();

        var joining = radio.JoinAsync(Request(), Cancellation);
        await LookAsync(joining);
        joining.IsCompleted.ShouldBeFalse();
        Write("eth0", "carrier", "1");
        await LookAsync(joining);
        joining.IsCompleted.ShouldBeFalse();
        _addresses.Has = true;
        await LookAsync(joining);

        (await joining).ShouldBe(JoinResult.Joined);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cable_or_an_address_that_goes_is_announced_once(bool pulled)
    {
        Add("eth0");
        _addresses.Has = true;
        await using var radio = Open();
        (await radio.JoinAsync(Request(), Cancellation)).ShouldBe(JoinResult.Joined);

        if (pulled)
            File.Delete(_kernel.File("eth0/carrier")); // A device that is switched off has no such file to read.
        else
            _addresses.Has = false;
        await Until.TrueAsync(
            () =>
            {
                _time.Advance(WiredRadio.LookEvery);
                return _heard.Count > 0;
            },
            "the loss is announced",
            Cancellation
        );

        _heard.ShouldBe([new RadioNotice.LinkLost()]);
        _time.WaitingTimers.ShouldBe(0);
    }

    [Fact]
    public async Task A_cable_that_was_left_is_not_watched()
    {
        Add("eth0");
        _addresses.Has = true;
        await using var radio = Open();
        await radio.JoinAsync(Request(), Cancellation);

        await radio.LeaveAsync(Cancellation);

        _time.WaitingTimers.ShouldBe(0);
        _heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_static_address_is_the_systems_affair()
    {
        Add("eth0");
        await using var radio = Open();

        var request = Request() with { Address = new(IPAddress.Parse("10.0.0.2"), null, null, null, null) };

        (await radio.JoinAsync(request, Cancellation)).ShouldBe(JoinResult.AddressRefused);
    }

    [Fact]
    public async Task Hardware_comes_before_what_is_only_software_and_Wifi_does_not_count()
    {
        Add("docker0");
        Directory.CreateDirectory(_kernel.File("docker0/bridge"));
        Add("abc0");
        Add("wlan0");
        Directory.CreateDirectory(_kernel.File("wlan0/phy80211"));
        Add("end0");
        Directory.CreateDirectory(_kernel.File("end0/device"));
        Add("lo", type: "772");

        await using var radio = WiredRadio.Open(Settings(), _time, NullLogger.Instance);

        radio.Interface.ShouldBe("end0");
        radio.Facts.StationMac.ShouldBe("B8:27:EB:00:00:01");
    }

    [Theory]
    [InlineData(null, "No Ethernet interface")]
    [InlineData("eth9", "no network interface eth9")]
    public void A_board_without_it_says_what_to_do(string? name, string why) =>
        Should
            .Throw<BoardUnavailableException>(() =>
                WiredRadio.Open(Settings() with { Interface = name }, _time, NullLogger.Instance)
            )
            .Message.ShouldContain(why);

    [Theory]
    [InlineData("192.168.1.7", true)]
    [InlineData("169.254.3.4", false)]
    [InlineData("fe80::1", false)]
    [InlineData("2001:db8::1", true)]
    public void An_address_that_leads_nowhere_does_not_count(string address, bool counts) =>
        SystemAddresses.IsUseful(IPAddress.Parse(address)).ShouldBe(counts);

    public void Dispose() => _kernel.Dispose();

    private static JoinRequest Request() =>
        new()
        {
            Ssid = "Ethernet",
            Password = "",
            HostName = "board",
        };

    private WiredSettings Settings() => new() { DevicesFolder = _kernel.Path };

    private WiredRadio Open()
    {
        var radio = new WiredRadio(WiredDevice.Find(Settings()), _addresses, _time, NullLogger.Instance);
        radio.Listen(_heard.Add);
        return radio;
    }

    /// <summary>One look of the radio's, seen to its end.</summary>
    private async Task LookAsync(Task joining)
    {
        await Until.TrueAsync(() => _time.WaitingTimers == 1, "it waits for the next look", Cancellation);
        _time.Advance(WiredRadio.LookEvery);
        await Until.TrueAsync(() => joining.IsCompleted || _time.WaitingTimers == 1, "it has looked", Cancellation);
    }

    private void Add(string name, string carrier = "1", string type = "1")
    {
        Directory.CreateDirectory(_kernel.File(name));
        Write(name, "type", type);
        Write(name, "address", "b8:27:eb:00:00:01");
        Write(name, "carrier", carrier);
    }

    private void Write(string name, string file, string text) =>
        File.WriteAllText(_kernel.File($"{name}/{file}"), text + "\n");

    private sealed class Addresses : IWiredAddresses
    {
        public bool Has { get; set; }

        public bool HasAddress(string interfaceName) => Has;
    }
}
