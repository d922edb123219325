namespace Firstlight.Protocol.Firmware;

/// <summary>
/// The checks that an image carries over its own bytes: found in a whole image, and made right again after a stamp. Files without any
/// have none.
/// </summary>
public abstract class ImageSeal
{
    private protected ImageSeal() { }

    /// <summary>What kind of image it is and which checks it has, for people.</summary>
    public abstract string Description { get; }

    /// <summary>What does not fit in the file; null when every check holds.</summary>
    public abstract FirmwareFault? FindFault(ReadOnlySpan<byte> file);

    /// <summary>The places that hold checks; nothing else outside the area ever changes.</summary>
    public abstract IReadOnlyList<Range> Places { get; }

    /// <summary>Makes the checks of <paramref name="stamped"/> fit, which differs from <paramref name="original"/> in the area only.</summary>
    internal abstract void Restore(ReadOnlySpan<byte> original, Span<byte> stamped);

    /// <summary>The checks over some bytes of a file; none for a file that has none.</summary>
    /// <returns>Why the file cannot be sealed again: its checks are broken or unknown. Null when it can be, or has none.</returns>
    public static FirmwareFault? Find(ReadOnlySpan<byte> file, int offset, int bytes, out ImageSeal? seal)
    {
        seal = Esp8266File.TryRead(file, out var whole) ? whole : EspImage.FindAround(file, offset, bytes);
        if (seal is not null)
            return seal.FindFault(file);
        if (file.Length > 0 && file[0] == EspImage.Magic)
            return NotInside();
        return EspImage.IsSecondForm(file) ? SecondForm() : null;
    }

    /// <summary>The checks of the image with which a file begins, whatever is in it.</summary>
    /// <returns>What does not fit; null when everything does, or there are none.</returns>
    public static FirmwareFault? FindFirst(ReadOnlySpan<byte> file, out ImageSeal? seal)
    {
        seal =
            Esp8266File.TryRead(file, out var whole) ? whole
            : EspImage.TryRead(file, 0, out var image) ? image
            : null;
        return seal?.FindFault(file);
    }

    private static FirmwareFault NotInside() =>
        new(
            FirmwareFaultKind.DamagedImage,
            "The file begins as an Espressif image, but its area is in no whole image: it is cut off or damaged."
        );

    private static FirmwareFault SecondForm() =>
        new(
            FirmwareFaultKind.UnknownForm,
            "This is an ESP8266 image of the second form (0xEA), which cannot be sealed here."
        );
}
