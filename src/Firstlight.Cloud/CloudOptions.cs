using System.Net;
using Firstlight.Api;
using Firstlight.Gateway;
using Firstlight.Pages;

namespace Firstlight.Cloud;

/// <summary>What the command line and the environment say.</summary>
internal sealed record CloudOptions
{
    /// <summary>The folder that holds everything worth keeping.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Where both ports listen.</summary>
    public required IPAddress ListenAddress { get; init; }

    /// <summary>The plain port; 0 picks a free one.</summary>
    public required int Port { get; init; }

    /// <summary>The TLS port; 0 picks a free one, null is off.</summary>
    public required int? TlsPort { get; init; }

    /// <summary>Further plain end points, such as <c>0.0.0.0:80</c>.</summary>
    public IReadOnlyList<IPEndPoint> ExtraPlain { get; init; } = [];

    /// <summary>Further TLS end points, such as <c>0.0.0.0:443</c>.</summary>
    public IReadOnlyList<IPEndPoint> ExtraTls { get; init; } = [];

    /// <summary>A PEM certificate chain for TLS; without one a development certificate is made.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>Its private key.</summary>
    public string? CertificateKeyFile { get; init; }

    /// <summary>The name or address that devices are told; null: the one the app used.</summary>
    public string? PublicHost { get; init; }

    /// <summary>The first owner's address.</summary>
    public string? OwnerEmail { get; init; }

    /// <summary>The first owner's password.</summary>
    public string? OwnerPassword { get; init; }

    /// <summary>The mail server, if there is one.</summary>
    public MailSettings Mail { get; init; } = new();

    /// <summary>Messages a second per device; null switches the limit off.</summary>
    public required int? FloodLimit { get; init; }

    /// <summary>Where devices are sent, because this cloud is there now.</summary>
    public MovedTo? MovedTo { get; init; }

    /// <summary>Ways of devices in which clouds differ.</summary>
    public required DeviceSettings Devices { get; init; }

    /// <summary>How long an unused token lives.</summary>
    public TimeSpan? PendingTokenLifetime { get; init; }

    /// <summary>How long values are kept; null: for ever.</summary>
    public TimeSpan? PointsKept { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long what each minute came to is kept; null: for ever.</summary>
    public TimeSpan? MinutesKept { get; init; } = TimeSpan.FromDays(400);

    /// <summary>Balancers that say by the PROXY protocol who the callers are.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>Webhooks may reach loopback and private addresses.</summary>
    public bool PrivateWebhooks { get; init; }

    /// <summary>Makes the example template in an empty cloud.</summary>
    public bool Example { get; init; }

    /// <summary>The built pages; null serves none.</summary>
    public string? WebFolder { get; init; }

    /// <summary>What runs and watches this cloud.</summary>
    public required OperationSettings Operation { get; init; }

    /// <summary>The settings of a PostgreSQL database; null for the embedded one.</summary>
    public string? Database { get; init; }

    /// <summary>Which of several nodes this is; null: the only one.</summary>
    public NodeSettings? Node { get; init; }

    /// <summary>Over how long devices are let go when this node stops. A node alone closes at once: there is nowhere else to be meanwhile.</summary>
    public TimeSpan DrainTime => Operation.Drain ?? (Node is null ? TimeSpan.Zero : NodeSettings.DrainDefault);

    /// <summary>The embedded database.</summary>
    public string DatabasePath => DatabasePathIn(DataFolder);

    /// <summary>The keys that seal tokens and sign-in tickets.</summary>
    public string KeysFolder => Path.Combine(DataFolder, "keys");

    /// <summary>Certificates.</summary>
    public string TlsFolder => Path.Combine(DataFolder, "tls");

    /// <summary>Where tables wait that are being imported; what lies there after a stop is of no use.</summary>
    public string SpoolFolder => Path.Combine(DataFolder, "spool");

    /// <summary>Where tables wait that are sent in pieces; a restart finds them there.</summary>
    public string UploadFolder => Path.Combine(DataFolder, "uploads");

    /// <summary>Files that devices sent, a folder each.</summary>
    public string DeviceFileFolder => Path.Combine(DataFolder, "device_files");

    /// <summary>Where firmware is kept that devices fetch.</summary>
    public string FirmwareFolder => Path.Combine(DataFolder, "firmware");

    /// <summary>The folder that the command line names, else the one beside the program, if pages are there.</summary>
    public static string? FindWebFolder(string? named)
    {
        if (named is not null)
            return Path.GetFullPath(named);
        var beside = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        return WebPages.FindFault(beside) is null ? beside : null;
    }

    public static string DatabasePathIn(string dataFolder) => Path.Combine(dataFolder, "firstlight.db");

    /// <summary>Never prints the password.</summary>
    public override string ToString() => $"cloud in {DataFolder}";
}
