using Firstlight.Cli.Commands;
using Firstlight.Protocol.Bundles;

namespace Firstlight.Cli.Firmware;

/// <summary>Makes a maker's pair of keys. A key that is there is never replaced: devices in the field trust it.</summary>
internal static class BundleKeyRun
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="CommandFailure">A file is there already, or cannot be written.</exception>
    public static async Task RunAsync(Call call, string path, CancellationToken cancellation)
    {
        var publicPath = path + ".pub";
        foreach (var each in new[] { path, publicPath })
        {
            if (File.Exists(each))
                throw new CommandFailure(
                    ExitCodes.FileUnusable,
                    $"{each} is there already and is kept.",
                    "Devices in the field trust the key they have. Name another file for another key."
                );
        }

        var (privatePem, publicPem) = BundleKey.Create();
        await WriteAsync(path, privatePem, isSecret: true, cancellation);
        await WriteAsync(publicPath, publicPem, isSecret: false, cancellation);
        if (call.Json)
            call.Screen.WriteJson(new { privateKey = path, publicKey = publicPath });
        else
        {
            call.Screen.Line(
                $"{path}: private, signs for all your devices. Keep it where only you can read it, and a copy in a safe."
            );
            call.Screen.Line($"{publicPath}: public, goes onto every device.");
        }
    }

    private static async Task WriteAsync(string path, string pem, bool isSecret, CancellationToken cancellation)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (isSecret && !OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            await using var file = new FileStream(path, options);
            await file.WriteAsync(System.Text.Encoding.ASCII.GetBytes(pem), cancellation);
            await file.FlushAsync(cancellation);
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCodes.FileNotWritten, $"{path} cannot be written: {full.Message}");
        }
    }
}
