using Firstlight.Protocol.Firmware;

namespace Firstlight.Cli.Firmware;

/// <summary>Stamps, with refusals turned into sentences and exit codes.</summary>
internal static class Stamping
{
    /// <exception cref="CommandFailure">The image cannot be read or stamped.</exception>
    public static async Task<FirmwareStamp> OpenAsync(string path, CancellationToken cancellation)
    {
        var image = await FirmwareFile.ReadAsync(path, cancellation);
        return FirmwareStamp.TryOpen(image, out var stamp, out var fault)
            ? stamp
            : throw new CommandFailure(
                ExitCodes.FileUnusable,
                $"{path} cannot be stamped: {fault.Message}",
                $"See what is in it: firstlight firmware inspect {path}"
            );
    }

    /// <exception cref="CommandFailure">The values break a limit, or do not fit.</exception>
    public static byte[] Make(this FirmwareStamp stamp, PreProvisioning values) =>
        stamp.TryStamp(values, out var unit, out var fault)
            ? unit
            : throw new CommandFailure(
                fault.Kind is FirmwareFaultKind.InvalidValue ? ExitCodes.Usage : ExitCodes.FileUnusable,
                fault.Message
            );
}
