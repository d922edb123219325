using System.CommandLine;
using System.Globalization;
using System.Net;
using Firstlight.Gateway;

namespace Firstlight.Cloud;

/// <summary>Where the cloud has moved (docs/operate/moving.md).</summary>
internal sealed class MovedArguments
{
    private readonly Option<string?> _place = new("--moved-to")
    {
        Description = "HOST[:PORT] that every device is sent to",
    };
    private readonly Option<string?> _tlsPort = new("--moved-to-tls-port")
    {
        Description = "TLS port there; default 8443",
    };

    public void AddTo(Command command)
    {
        command.Add(_place);
        command.Add(_tlsPort);
    }

    /// <summary>The place, null when nothing is said, or in <paramref name="fault"/> what is wrong with it.</summary>
    public MovedTo? Read(ParseResult parsed, out string? fault)
    {
        var place = Value(parsed, _place);
        var tlsPort = Value(parsed, _tlsPort);
        fault = null;
        if (place is null)
        {
            if (tlsPort is not null)
                fault = "--moved-to-tls-port needs --moved-to, the host that devices are sent to.";
            return null;
        }

        if (!TryRead(place, out var host, out var port))
            fault =
                $"--moved-to takes a host of at most {MovedTo.HostCharactersMax} characters, and a port if it is not {GatewayOptions.PlainPortDefault}: such as iot.example.com:80.";
        ushort portThere = GatewayOptions.TlsPortDefault;
        if (tlsPort is not null && !TryReadPort(tlsPort, out portThere))
            fault = "--moved-to-tls-port takes a port number, 1 to 65535.";
        return fault is null ? new MovedTo(host, port, portThere) : null;
    }

    private static bool TryRead(string text, out string host, out ushort port)
    {
        port = GatewayOptions.PlainPortDefault;
        host = text.Trim('[', ']');
        if (!IPAddress.TryParse(host, out _))
        {
            var colon = text.LastIndexOf(':');
            host = (colon < 0 ? text : text[..colon]).Trim('[', ']');
            if (colon >= 0 && !TryReadPort(text[(colon + 1)..], out port))
                return false;
        }

        return host.Length <= MovedTo.HostCharactersMax
            && Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6;
    }

    private static bool TryReadPort(string text, out ushort port) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port > 0;

    private static string? Value(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { Length: > 0 } value ? value : null;
}
