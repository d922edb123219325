using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Firstlight.Cli.Commands;
using Firstlight.Protocol.Bundles;

namespace Firstlight.Cli.Firmware;

/// <summary>What can be said about an update bundle: its facts, its payload's digest, and with a public key its signature.</summary>
internal sealed class BundleInspection
{
    private readonly string _path;
    private readonly long _bytes;
    private readonly BundleFacts? _facts;
    private readonly BundleFault? _damage;
    private readonly bool? _isSigned;

    private BundleInspection(string path, byte[] file, ECDsa? key)
    {
        (_path, _bytes) = (path, file.Length);
        if (!BundleHead.TryRead(file, out var head, out _damage))
            return;
        _facts = head.Facts;
        _damage = FindDamage(head, file);
        _isSigned = key is null ? null : head.FindFault(key) is null;
    }

    /// <summary>False when it is damaged, or not signed with the key that was given.</summary>
    public bool IsWhole => _damage is null && _isSigned is not false;

    /// <summary>False for a file that is no bundle.</summary>
    public static bool TryOpen(
        string path,
        byte[] file,
        ECDsa? key,
        [NotNullWhen(true)] out BundleInspection? inspection
    )
    {
        BundleHead.ReadLength(file, out var fault);
        inspection = fault is { Kind: BundleFaultKind.NoBundle } ? null : new BundleInspection(path, file, key);
        return inspection is not null;
    }

    /// <summary>The key that was named; null for none.</summary>
    /// <exception cref="CommandFailure">It cannot be read, or is none.</exception>
    public static async Task<ECDsa?> ReadKeyAsync(string? path, CancellationToken cancellation)
    {
        if (path is null)
            return null;
        try
        {
            if (BundleKey.TryRead(await File.ReadAllTextAsync(path, cancellation), out var key))
                return key;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCodes.FileUnusable, $"{path} cannot be read: {unreadable.Message}");
        }

        throw new CommandFailure(ExitCodes.FileUnusable, $"{path} holds no key of bundles.");
    }

    public void Tell(Call call)
    {
        if (call.Json)
            call.Screen.WriteJson(
                new
                {
                    file = _path,
                    bytes = _bytes,
                    bundle = _facts is null
                        ? null
                        : new
                        {
                            type = _facts.Type,
                            version = _facts.Version,
                            build = _facts.Build,
                            architecture = _facts.Architecture,
                            program = _facts.Program,
                            files = _facts.Files,
                            payloadBytes = _facts.PayloadBytes,
                            unpackedBytes = _facts.UnpackedBytes,
                            sha256 = _facts.PayloadSha256,
                        },
                    fault = _damage?.Message,
                    isSigned = _isSigned,
                }
            );
        else
            call.Screen.Table(["", ""], Rows());
    }

    private IEnumerable<string?[]> Rows()
    {
        yield return ["file", $"{_path}, {_bytes:N0} bytes, an update bundle"];
        if (_facts is { } facts)
        {
            yield return ["type", facts.Type];
            yield return ["version", facts.Version];
            yield return ["build", facts.Build];
            yield return ["processor", facts.Architecture];
            yield return ["starts", facts.Program];
            yield return ["unpacks to", $"{facts.Files:N0} files, {facts.UnpackedBytes:N0} bytes"];
        }

        yield return ["payload", _damage?.Message ?? "fits its SHA-256"];
        yield return
        [
            "signature",
            _isSigned switch
            {
                true => "fits the key",
                false => "is not of this key",
                null => "not checked: give the public key with --key",
            },
        ];
    }

    private static BundleFault? FindDamage(BundleHead head, byte[] file)
    {
        var payload = file.AsSpan(head.Bytes);
        if (payload.Length != head.Facts.PayloadBytes)
            return new(
                BundleFaultKind.DamagedPayload,
                $"The payload has {payload.Length:N0} bytes, not {head.Facts.PayloadBytes:N0}."
            );
        return Convert.ToHexStringLower(SHA256.HashData(payload)) == head.Facts.PayloadSha256
            ? null
            : new(BundleFaultKind.DamagedPayload, "The payload's SHA-256 is another.");
    }
}
