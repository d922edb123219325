using System.Security.Cryptography.X509Certificates;

namespace Firstlight.Edgent.Linux;

/// <summary>Which parts a board has and where they are.</summary>
public sealed record BoardSettings
{
    /// <summary>Where a board keeps its settings unless it is told otherwise.</summary>
    public const string StateFolderDefault = "/var/lib/firstlight-edgent";

    /// <summary>How it reaches its cloud.</summary>
    public BoardNetwork Network { get; init; } = BoardNetwork.Wifi;

    /// <summary>The radio, for <see cref="BoardNetwork.Wifi"/>.</summary>
    public RadioSettings Radio { get; init; } = new();

    /// <summary>The cable, for <see cref="BoardNetwork.Wired"/>.</summary>
    public WiredSettings Wired { get; init; } = new();

    /// <summary>The reset button.</summary>
    public ButtonSettings Button { get; init; } = new();

    /// <summary>The status light.</summary>
    public LightSettings Light { get; init; } = new();

    /// <summary>The program's versions; null: no update is taken.</summary>
    public BundleSlots? Slots { get; init; }

    /// <summary>How far a restart goes.</summary>
    public RestartSettings Restart { get; init; } = new();

    /// <summary>Ends the program, cleanly, with this exit code; returns at once.</summary>
    public Action<int> End { get; init; } = Environment.Exit;

    /// <summary>The folder of the settings; made when it is not there, readable by its owner only.</summary>
    public string StateFolder { get; init; } = StateFolderDefault;

    /// <summary>The only certificate authorities to trust; null: those of the system.</summary>
    public X509Certificate2Collection? TrustedRoots { get; init; }
}

/// <summary>How a board reaches its cloud.</summary>
public enum BoardNetwork
{
    /// <summary>By Wi-Fi; set up by a phone over an access point.</summary>
    Wifi,

    /// <summary>By cable; no access point.</summary>
    Wired,
}
