using System.ComponentModel.DataAnnotations;

namespace Firstlight.Api;

/// <summary>Settings of the people's door.</summary>
public sealed class ApiOptions
{
    /// <summary>The host name devices are told to connect to. Null: the name by which the app reached this server.</summary>
    public string? PublicHost { get; set; }

    /// <summary>The plain port devices are told. Set by the host; 0 until the system has picked one. Default 8080.</summary>
    [Range(0, 65_535)]
    public int PublicPort { get; set; } = 8080;

    /// <summary>The TLS port devices are told; null when TLS is off. Set by the host.</summary>
    [Range(0, 65_535)]
    public int? PublicTlsPort { get; set; }

    /// <summary>Where tables that people send wait while they are read; a temporary folder when null. Set by the host.</summary>
    public string? SpoolFolder { get; set; }

    /// <summary>Where files that people send in pieces are kept; a temporary folder when null. Set by the host.</summary>
    public string? UploadFolder { get; set; }

    /// <summary>How often a quiet live stream shows that it lives. Default 15 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(15);
}
