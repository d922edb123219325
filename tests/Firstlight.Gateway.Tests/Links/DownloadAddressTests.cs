using System.Net;
using Firstlight.Gateway.Door;
using Firstlight.Gateway.Links;
using Firstlight.Gateway.Tests.Fakes;

namespace Firstlight.Gateway.Tests.Links;

/// <summary>A device fetches where it is connected already, by the scheme it speaks there.</summary>
public sealed class DownloadAddressTests
{
    [Theory]
    [InlineData("::ffff:10.0.0.5", false, null, "http://10.0.0.5:8080/f?token=x&s=0")]
    [InlineData("10.0.0.5", true, null, "https://10.0.0.5:8080/f?token=x&s=1")]
    [InlineData("fd00::5", false, null, "http://[fd00::5]:8080/f?token=x&s=0")]
    [InlineData("10.0.0.5", true, "cloud.example", "https://cloud.example:8080/f?token=x&s=1")]
    public void The_address_is_the_one_the_device_reached(string local, bool tls, string? publicHost, string address)
    {
        using var stream = new MemoryStream();
        using var input = new ReceiveBuffer(stream);
        var wire = new Wire(
            new FakeHolder(() => { }, new IPEndPoint(IPAddress.Parse(local), 8080)),
            stream,
            input,
            IPAddress.Loopback,
            "native",
            TakenAt: 0,
            IsTls: tls,
            WebSocketPath: null,
            Place: null,
            CancellationToken.None
        );

        DownloadAddress.Of(wire, publicHost, "/f?token=x").ShouldBe(address);
        DownloadAddress
            .Of(wire with { Holder = new FakeHolder(() => { }, local: null) }, publicHost, "/f?token=x")
            .ShouldBeNull();
    }
}
