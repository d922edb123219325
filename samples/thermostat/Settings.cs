using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace Thermostat;

/// <summary>What the command line says.</summary>
internal sealed record Settings(
    string TemplateId,
    string TemplateName,
    int PortalPort,
    IPAddress PortalAddress,
    string DataFolder,
    TimeSpan Period,
    X509Certificate2Collection? TrustedRoots
)
{
    public const string Usage = """
        thermostat --template TMPL... [--name Thermostat] [--portal-port 8091] [--portal-address 127.0.0.1]
                   [--data data] [--seconds 5] [--trust certificate.pem]
        """;

    /// <summary>Null when something is missing or wrong.</summary>
    public static Settings? Read(IConfiguration arguments)
    {
        var template = arguments["template"];
        if (template?.StartsWith("TMPL", StringComparison.Ordinal) != true)
            return null;
        if (!int.TryParse(arguments["portal-port"] ?? "8091", out var port) || port is < 0 or > 65_535)
            return null;
        if (!IPAddress.TryParse(arguments["portal-address"] ?? "127.0.0.1", out var address))
            return null;
        if (!int.TryParse(arguments["seconds"] ?? "5", out var seconds) || seconds < 1)
            return null;

        X509Certificate2Collection? roots = null;
        if (arguments["trust"] is { } file)
        {
            roots = [];
            roots.ImportFromPemFile(file);
        }

        return new Settings(
            template,
            arguments["name"] ?? "Thermostat",
            port,
            address,
            arguments["data"] ?? "data",
            TimeSpan.FromSeconds(seconds),
            roots
        );
    }
}
