using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Firstlight.Edgent;
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
    EdgentLink Link,
    X509Certificate2Collection? TrustedRoots
)
{
    public const string Usage = """
        thermostat --template TMPL... [--name Thermostat] [--portal-port 8091] [--portal-address 127.0.0.1]
                   [--data data] [--seconds 5] [--trust root.pem | --plain]
        """;

    private const string PlainFlag = "--plain";

    /// <summary>False with a <paramref name="fault"/> when something is missing or wrong.</summary>
    public static bool TryRead(string[] words, [NotNullWhen(true)] out Settings? settings, out string fault)
    {
        settings = null;
        var arguments = new ConfigurationBuilder().AddCommandLine([.. words.Where(word => word != PlainFlag)]).Build();
        var template = arguments["template"];
        fault = "--template is needed and begins with TMPL; ./firstlight templates lists them.";
        if (template?.StartsWith("TMPL", StringComparison.Ordinal) != true)
            return false;
        fault = "--portal-port is 0 to 65535.";
        if (!int.TryParse(arguments["portal-port"] ?? "8091", out var port) || port is < 0 or > 65_535)
            return false;
        fault = "--portal-address is an IP address of this computer, such as 127.0.0.1 or 0.0.0.0.";
        if (!IPAddress.TryParse(arguments["portal-address"] ?? "127.0.0.1", out var address))
            return false;
        fault = "--seconds is a whole number, at least 1.";
        if (!int.TryParse(arguments["seconds"] ?? "5", out var seconds) || seconds < 1)
            return false;
        if (!TryReadRoots(arguments["trust"], out var roots, out fault))
            return false;

        settings = new Settings(
            template,
            arguments["name"] ?? "Thermostat",
            port,
            address,
            arguments["data"] ?? "data",
            TimeSpan.FromSeconds(seconds),
            words.Contains(PlainFlag, StringComparer.Ordinal) ? EdgentLink.Plain : EdgentLink.Tls,
            roots
        );
        return true;
    }

    private static bool TryReadRoots(string? file, out X509Certificate2Collection? roots, out string fault)
    {
        (roots, fault) = (null, "");
        if (file is null)
            return true;
        try
        {
            roots = [];
            roots.ImportFromPemFile(file);
        }
        catch (Exception unreadable)
            when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            fault = $"--trust: {file} cannot be read: {unreadable.Message}";
            return false;
        }

        fault = $"--trust: {file} holds no certificate in PEM form.";
        return roots.Count > 0;
    }
}
