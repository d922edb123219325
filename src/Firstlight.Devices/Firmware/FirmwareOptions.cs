using System.ComponentModel.DataAnnotations;

namespace Firstlight.Devices;

/// <summary>Settings of firmware files.</summary>
public sealed class FirmwareOptions
{
    /// <summary>The largest image in bytes when nothing is said: a program with its runtime, for a board with Linux; as much as Edgent takes.</summary>
    public const long BytesMaxDefault = 64 * 1024 * 1024;

    /// <summary>Where images are kept; a temporary folder when null. Set by the host.</summary>
    public string? Folder { get; set; }

    /// <summary>The largest image in bytes. Default 64 MiB.</summary>
    [Range(1_024, 1_073_741_824)]
    public long BytesMax { get; set; } = BytesMaxDefault;

    /// <summary>Images that one template may have. Default 100.</summary>
    [Range(1, 10_000)]
    public int FilesPerTemplateMax { get; set; } = 100;
}
