using System.Net;
using System.Text;
using Firstlight.Gateway.Door;

namespace Firstlight.Gateway.Tests.Door;

/// <summary>The PROXY protocol as haproxy, load balancers of clouds and nginx write it.</summary>
public sealed class ProxyHeaderTests
{
    private const string Signature = "0d 0a 0d 0a 00 0d 0a 51 55 49 54 0a";

    [Theory]
    [InlineData("PROXY TCP4 203.0.113.7 10.0.0.11 51234 8080\r\n", "203.0.113.7:51234", "10.0.0.11:8080")]
    [InlineData("PROXY TCP6 2001:db8::7 2001:db8::1 51234 8443\r\n", "[2001:db8::7]:51234", "[2001:db8::1]:8443")]
    [InlineData("PROXY TCP6 ::ffff:203.0.113.7 ::ffff:10.0.0.11 1 2\r\n", "203.0.113.7:1", "10.0.0.11:2")]
    [InlineData("PROXY UNKNOWN\r\n", null, null)]
    [InlineData(
        "PROXY UNKNOWN ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\r\n",
        null,
        null
    )]
    public async Task A_line_names_caller_and_place(string line, string? caller, string? local) =>
        (await ReadAsync(Encoding.ASCII.GetBytes(line))).ShouldBe(Of(caller, local));

    [Theory]
    [InlineData("21 11 00 0c cb 00 71 07 0a 00 00 0b c8 22 1f 90", "203.0.113.7:51234", "10.0.0.11:8080")]
    [InlineData(
        "21 21 00 24 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 07 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01 c8 22 20 fb",
        "[2001:db8::7]:51234",
        "[2001:db8::1]:8443"
    )]
    [InlineData(
        "21 11 00 13 cb 00 71 07 0a 00 00 0b c8 22 1f 90 04 00 04 00 00 00 00",
        "203.0.113.7:51234",
        "10.0.0.11:8080"
    )]
    [InlineData("20 00 00 00", null, null)]
    [InlineData("20 11 00 0c cb 00 71 07 0a 00 00 0b c8 22 1f 90", null, null)]
    [InlineData("21 00 00 00", null, null)]
    [InlineData("21 31 00 02 2f 61", null, null)]
    public async Task A_block_names_caller_and_place_or_says_that_the_balancer_speaks_for_itself(
        string block,
        string? caller,
        string? local
    ) => (await ReadAsync(Block(block))).ShouldBe(Of(caller, local));

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("PROXY")]
    [InlineData("PROXY TCP4 203.0.113.7 10.0.0.11 51234\r\n")]
    [InlineData("PROXY TCP4 203.0.113.777 10.0.0.11 51234 8080\r\n")]
    [InlineData("PROXY TCP4 203.0.113.7 10.0.0.11 51234 65536\r\n")]
    [InlineData("PROXY TCP4 203.0.113.7 10.0.0.11 -1 8080\r\n")]
    [InlineData("PROXY TCP4 203.0.113.7 10.0.0.11 51234 8080")]
    [InlineData("PROXY UDP4 203.0.113.7 10.0.0.11 51234 8080\r\n")]
    [InlineData("proxy TCP4 203.0.113.7 10.0.0.11 51234 8080\r\n")]
    public async Task What_is_no_line_is_nothing(string line) =>
        (await ReadAsync(Encoding.ASCII.GetBytes(line))).ShouldBeNull();

    [Fact]
    public async Task A_line_without_end_is_given_up_after_107_bytes()
    {
        var stream = new MemoryStream(Encoding.ASCII.GetBytes("PROXY UNKNOWN " + new string('x', 1_000)));

        (await ProxyHeader.ReadAsync(stream, default)).ShouldBeNull();
        stream.Position.ShouldBe(107);
    }

    [Theory]
    [InlineData("11 11 00 0c cb 00 71 07 0a 00 00 0b c8 22 1f 90")] // version 1 in a block
    [InlineData("22 11 00 0c cb 00 71 07 0a 00 00 0b c8 22 1f 90")] // a command that nobody knows
    [InlineData("21 11 00 0b cb 00 71 07 0a 00 00 0b c8 22 1f")] // too short for two addresses
    [InlineData("21 11 00 0c cb 00 71 07")] // cut off
    [InlineData("21 11 10 01")] // longer than anybody's
    public async Task What_is_no_block_is_nothing(string block) => (await ReadAsync(Block(block))).ShouldBeNull();

    [Fact]
    public async Task Nothing_behind_the_header_is_taken_however_it_arrives()
    {
        foreach (
            var header in new[]
            {
                Encoding.ASCII.GetBytes("PROXY TCP4 203.0.113.7 10.0.0.11 51234 8080\r\n"),
                Block("21 11 00 0c cb 00 71 07 0a 00 00 0b c8 22 1f 90"),
            }
        )
        {
            using var stream = new OneByteAtATime([.. header, 0x1d, 0x00]);

            (await ProxyHeader.ReadAsync(stream, default)).ShouldBe(Of("203.0.113.7:51234", "10.0.0.11:8080"));

            stream.Position.ShouldBe(header.Length);
        }
    }

    private static ProxyHeader Of(string? caller, string? local) =>
        caller is null ? default : new ProxyHeader(IPEndPoint.Parse(caller), IPEndPoint.Parse(local!));

    private static byte[] Block(string rest) =>
        Convert.FromHexString((Signature + rest).Replace(" ", "", StringComparison.Ordinal));

    private static Task<ProxyHeader?> ReadAsync(byte[] bytes) =>
        ProxyHeader.ReadAsync(new MemoryStream(bytes), default);

    /// <summary>The slowest of all networks.</summary>
    private sealed class OneByteAtATime(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}
