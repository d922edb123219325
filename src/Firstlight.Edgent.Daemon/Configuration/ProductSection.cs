using System.Security.Cryptography.X509Certificates;

namespace Firstlight.Edgent.Daemon;

/// <summary>The parts of the file that say what the product is and where its cloud is.</summary>
internal static class ProductSection
{
    private const string Wired = "Ethernet";
    private const int PortMax = 65_535;
    private const int VendorCharactersMax = 20;

    /// <summary>The product, and the authorities that it trusts.</summary>
    public static (EdgentOptions Product, X509Certificate2Collection? Roots) Read(Section root, bool wired)
    {
        var template = root.Inner("template");
        var firmware = root.Inner("firmware");
        var cloud = root.Inner("cloud");
        var plain = cloud.Flag("plain") ?? false;
        var trust = cloud.Text("trust", Paths.FaultOf);
        if (plain && trust is not null)
            cloud.Complain("trust", "means nothing together with plain, which speaks without TLS.");
        var product = new EdgentOptions
        {
            TemplateId = template.NeededText(
                "id",
                "the template's id, as its page in the console shows it",
                id => id.StartsWith("TMPL", StringComparison.Ordinal) ? null : "begins with TMPL."
            ),
            TemplateName = template.NeededText("name", "the template's name"),
            FirmwareVersion = firmware.NeededText(
                "version",
                "the version that your product's program has, such as 1.0.0"
            ),
            FirmwareType = firmware.Text("type"),
            Board = "Linux",
            Cpu = Architecture,
            Connection = wired ? Wired : "WiFi",
            CaptivePortal = root.Flag("captive") ?? true,
            Link = plain ? EdgentLink.Plain : EdgentLink.Tls,
            CloudHost = cloud.NeededText("host", "the name of your cloud", HostFault),
            CloudTlsPort = cloud.Number("tlsPort", 1, PortMax) ?? EdgentConfig.TlsPortDefault,
            CloudPort = cloud.Number("port", 1, PortMax),
        };
        if (root.Text("vendorPrefix", VendorFault) is { } prefix)
            product = product with { VendorPrefix = prefix };
        var roots = TrustedRoots.Read(trust, cloud);
        template.RefuseUnknown();
        firmware.RefuseUnknown();
        cloud.RefuseUnknown();
        return (product with { Embedded = StaticToken.Read(root, product, wired) }, roots);
    }

    private static string Architecture =>
        System.Runtime.InteropServices.RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();

    private static string? HostFault(string host) =>
        host.Contains('/', StringComparison.Ordinal) || host.Contains(' ', StringComparison.Ordinal)
            ? "is a name or an address only, such as cloud.example.com; ports have keys of their own."
            : null;

    private static string? VendorFault(string prefix) =>
        prefix.Length <= VendorCharactersMax && prefix.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == ' ')
            ? null
            : $"has at most {VendorCharactersMax} letters, digits and spaces.";
}
