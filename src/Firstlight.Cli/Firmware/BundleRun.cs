using System.Globalization;
using System.Security.Cryptography;
using Firstlight.Cli.Commands;
using Firstlight.Protocol.Bundles;

namespace Firstlight.Cli.Firmware;

/// <summary>Makes a signed update bundle from a folder. It appears whole or not at all.</summary>
internal sealed class BundleRun(Call call, BundleOptions options)
{
    /// <summary>What clouds and devices take.</summary>
    private const long TakenBytesMax = 64 * 1024 * 1024;

    /// <exception cref="CommandFailure">The key, the folder or a fact cannot be used, or the bundle cannot be written.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var key = await ReadKeyAsync(call.Value(options.Key)!, cancellation);
        var folder = new BundleFolder(call.Value(options.Folder), call.Value(options.Program));
        var path = call.Value(options.Out);
        try
        {
            folder.CheckArchitecture(call.Value(options.Architecture)!);
            var bytes = await WriteAsync(folder, key, path, cancellation);
            Tell(folder, path, bytes);
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCodes.FileNotWritten, $"The bundle cannot be made: {full.Message}");
        }
    }

    private static async Task<ECDsa> ReadKeyAsync(string path, CancellationToken cancellation)
    {
        try
        {
            if (BundleKey.TryReadPrivate(await File.ReadAllTextAsync(path, cancellation), out var key))
                return key;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCodes.FileUnusable, $"{path} cannot be read: {unreadable.Message}");
        }

        throw new CommandFailure(
            ExitCodes.FileUnusable,
            $"{path} holds no private key that bundles are signed with.",
            "Make one: firstlight firmware key maker.key"
        );
    }

    /// <summary>The payload comes first, since the head says its length and digest.</summary>
    private async Task<long> WriteAsync(BundleFolder folder, ECDsa key, string path, CancellationToken cancellation)
    {
        await using var payload = new FileStream(
            path + ".payload",
            new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
            }
        );
        await folder.PackAsync(payload, cancellation);
        payload.Position = 0;
        var digest = await SHA256.HashDataAsync(payload, cancellation);
        var head = BundleHead.Compose(Facts(folder, payload.Length, digest), key);
        payload.Position = 0;
        var fresh = path + ".part";
        await using (var file = new FileStream(fresh, FileMode.Create))
        {
            await file.WriteAsync(head, cancellation);
            await payload.CopyToAsync(file, cancellation);
            await file.FlushAsync(cancellation);
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }

        File.Move(fresh, path, overwrite: true);
        return head.Length + payload.Length;
    }

    private BundleFacts Facts(BundleFolder folder, long payloadBytes, byte[] digest)
    {
        var facts = new BundleFacts
        {
            Type = call.Value(options.Type)!,
            Version = call.Value(options.Version)!,
            Build = call.Value(options.Build) ?? BuildOf(call.Surroundings.Time.GetUtcNow()),
            Architecture = call.Value(options.Architecture)!,
            Program = folder.Program,
            PayloadBytes = payloadBytes,
            PayloadSha256 = Convert.ToHexStringLower(digest),
            UnpackedBytes = folder.Bytes,
            Files = folder.Files,
        };
        return facts.FindFault() is { } fault ? throw new CommandFailure(ExitCodes.Usage, fault.Message) : facts;
    }

    private void Tell(BundleFolder folder, string path, long bytes)
    {
        if (call.Json)
            call.Screen.WriteJson(
                new
                {
                    bundle = path,
                    bytes,
                    files = folder.Files,
                    unpackedBytes = folder.Bytes,
                    program = folder.Program,
                }
            );
        else
            call.Screen.Line($"{path}: {bytes:N0} bytes, {folder.Files:N0} files, starts {folder.Program}, signed.");
        if (bytes > TakenBytesMax)
            call.Screen.Remark($"(clouds and devices take at most {TakenBytesMax:N0} bytes)");
    }

    /// <summary>As C compilers say it.</summary>
    private static string BuildOf(DateTimeOffset time) =>
        time.ToString("MMM ", CultureInfo.InvariantCulture)
        + time.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2)
        + time.ToString(" yyyy HH:mm:ss", CultureInfo.InvariantCulture);
}
