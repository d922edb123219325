using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Firstlight.Protocol.Firmware;

namespace Firstlight.Protocol.Bundles;

/// <summary>
/// What stands before a bundle's payload: mark (8), form (2), length of the tag (2), the tag, and a signature over all that (64). Numbers are
/// big-endian. The payload follows at once and ends the file.
/// </summary>
public sealed class BundleHead
{
    /// <summary>The mark and the two numbers behind it.</summary>
    public const int StartBytes = 12;

    /// <summary>ECDSA over P-256 and SHA-256, as its two numbers one behind the other.</summary>
    public const int SignatureBytes = 64;

    /// <summary>The longest head.</summary>
    public const int BytesMax = StartBytes + TagBytesMax + SignatureBytes;

    private const int TagBytesMax = FirmwareTag.BytesMax;
    private const int FormAt = 8;
    private const int TagLengthAt = 10;
    private const ushort FormOne = 1;
    private const DSASignatureFormat SignatureForm = DSASignatureFormat.IeeeP1363FixedFieldConcatenation;

    private static readonly byte[] Mark = "FLBUNDLE"u8.ToArray();

    private readonly byte[] _signed;
    private readonly byte[] _signature;

    private BundleHead(BundleFacts facts, byte[] signed, byte[] signature) =>
        (Facts, _signed, _signature) = (facts, signed, signature);

    /// <summary>What it says. Nothing of it is true before <see cref="FindFault"/> has seen the signature.</summary>
    public BundleFacts Facts { get; }

    /// <summary>Where the payload begins.</summary>
    public int Bytes => _signed.Length + _signature.Length;

    /// <summary>How long the head is that begins so; null, and why, when none does.</summary>
    public static int? ReadLength(ReadOnlySpan<byte> start, out BundleFault? fault)
    {
        fault = null;
        if (start.Length < StartBytes || !start.StartsWith(Mark))
            fault = new(BundleFaultKind.NoBundle, "The file is no update bundle: it does not begin with FLBUNDLE.");
        else if (BinaryPrimitives.ReadUInt16BigEndian(start[FormAt..]) is not FormOne and var form)
            fault = new(
                BundleFaultKind.UnknownForm,
                $"The bundle is of form {form}; only form {FormOne} is known here."
            );
        else if (BinaryPrimitives.ReadUInt16BigEndian(start[TagLengthAt..]) is > TagBytesMax and var length)
            fault = new(BundleFaultKind.InvalidFact, $"A bundle's tag has at most {TagBytesMax} bytes, not {length}.");
        return fault is null
            ? StartBytes + BinaryPrimitives.ReadUInt16BigEndian(start[TagLengthAt..]) + SignatureBytes
            : null;
    }

    /// <summary>Reads the head of a file, or of as much of it as <see cref="ReadLength"/> asks for.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out BundleHead? head,
        [NotNullWhen(false)] out BundleFault? fault
    )
    {
        head = null;
        if (ReadLength(bytes, out fault) is not { } length)
        {
            fault ??= Short();
            return false;
        }

        if (bytes.Length < length)
        {
            fault = Short();
            return false;
        }

        var signed = bytes[..(length - SignatureBytes)];
        if (BundleFacts.Read(signed[StartBytes..], out fault) is not { } facts)
        {
            fault ??= Short();
            return false;
        }

        head = new BundleHead(facts, signed.ToArray(), bytes[signed.Length..length].ToArray());
        return true;
    }

    /// <summary>Null when the key's owner signed it.</summary>
    public BundleFault? FindFault(ECDsa key) =>
        key.VerifyData(_signed, _signature, HashAlgorithmName.SHA256, SignatureForm)
            ? null
            : new(
                BundleFaultKind.BadSignature,
                "The bundle is not signed with the key that this device trusts, or was changed afterwards."
            );

    /// <summary>The head of a bundle with these facts, signed.</summary>
    /// <exception cref="ArgumentException">A fact breaks a limit.</exception>
    public static byte[] Compose(BundleFacts facts, ECDsa key)
    {
        if (facts.FindFault() is { } fault)
            throw new ArgumentException(fault.Message, nameof(facts));
        var tag = facts.ToTag();
        var signed = new byte[StartBytes + tag.Length];
        Mark.CopyTo(signed, 0);
        BinaryPrimitives.WriteUInt16BigEndian(signed.AsSpan(FormAt), FormOne);
        BinaryPrimitives.WriteUInt16BigEndian(signed.AsSpan(TagLengthAt), (ushort)tag.Length);
        tag.CopyTo(signed, StartBytes);
        return [.. signed, .. key.SignData(signed, HashAlgorithmName.SHA256, SignatureForm)];
    }

    private static BundleFault Short() => new(BundleFaultKind.DamagedPayload, "The bundle ends within its head.");
}
