namespace Firstlight.Workbench;

/// <summary>How the workbench is started.</summary>
public sealed record WorkbenchOptions
{
    /// <summary>The port on 127.0.0.1; 0 takes a free one. Default 8090.</summary>
    public int Port { get; init; } = 8090;

    /// <summary>The folder that keeps the room; null: it is forgotten at the end.</summary>
    public string? DataFolder { get; init; }

    /// <summary>A PEM file with the certificate authorities that TLS devices trust; null: those of the system.</summary>
    public string? TrustFile { get; init; }

    /// <summary>True: a room without a plan is furnished as an example.</summary>
    public bool Example { get; init; }

    /// <summary>The cloud's host: shown to people, and in the devices' firmware for phones that name none.</summary>
    public string? CloudHost { get; init; }

    /// <summary>Its plain port.</summary>
    public int? CloudPort { get; init; }

    /// <summary>Its TLS port.</summary>
    public int? CloudTlsPort { get; init; }

    /// <summary>The built pages, for the room's own; null: REST alone.</summary>
    public string? WebFolder { get; init; }

    /// <summary>A file that is written with the address once the room is open; for scripts.</summary>
    public string? ReadyFile { get; init; }

    /// <summary>How long things take in the air.</summary>
    public AirTimings Air { get; init; } = new();

    /// <summary>The room's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
