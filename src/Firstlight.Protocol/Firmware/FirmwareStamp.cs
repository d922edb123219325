using System.Diagnostics.CodeAnalysis;

namespace Firstlight.Protocol.Firmware;

/// <summary>
/// Makes each unit's image from the one that all share: same size, the unit's values in the area, checksum and digest made right again, every
/// other byte as it was. Values of one image may be stamped from several threads at once.
/// </summary>
public sealed class FirmwareStamp
{
    private readonly byte[] _image;

    private FirmwareStamp(byte[] image, OptionArea area, ImageSeal? seal)
    {
        _image = image;
        Area = area;
        Seal = seal;
    }

    /// <summary>The area that is filled.</summary>
    public OptionArea Area { get; }

    /// <summary>The image's own checks; null when it has none that are known here, and is stamped as it is.</summary>
    public ImageSeal? Seal { get; }

    /// <summary>Takes an image that was never stamped, and looks for what would make a stamp useless.</summary>
    /// <param name="image">The whole file. It is kept and must not change.</param>
    public static bool TryOpen(
        byte[] image,
        [NotNullWhen(true)] out FirmwareStamp? stamp,
        [NotNullWhen(false)] out FirmwareFault? fault
    )
    {
        stamp = null;
        var areas = OptionArea.FindAll(image);
        fault = areas switch
        {
            [] => new(
                FirmwareFaultKind.NoArea,
                "The firmware has no blnkopt area. Build it with one, or with sources that keep it."
            ),
            [{ IsStamped: true }] => new(
                FirmwareFaultKind.AlreadyStamped,
                "The image has a token already. Stamp the file that the build made."
            ),
            [_] => null,
            _ => new(
                FirmwareFaultKind.SeveralAreas,
                $"The file has {areas.Count} blnkopt areas, and nothing says which one counts."
            ),
        };
        if (fault is not null)
            return false;
        var area = areas[0];
        fault = ImageSeal.Find(image, area.Offset, area.Bytes, out var seal);
        if (fault is not null)
            return false;
        stamp = new FirmwareStamp(image, area, seal);
        fault = null;
        return true;
    }

    /// <summary>The unit's whole file. It was read back: it holds the values, and its checks fit.</summary>
    public bool TryStamp(
        PreProvisioning values,
        [NotNullWhen(true)] out byte[]? stamped,
        [NotNullWhen(false)] out FirmwareFault? fault
    )
    {
        stamped = null;
        fault = values.FindFault();
        if (fault is not null)
            return false;
        if (!Area.TryCompose(values, out var content, out fault))
            return false;
        var copy = (byte[])_image.Clone();
        content.CopyTo(copy, Area.Offset);
        Seal?.Restore(_image, copy);
        fault = FindFault(copy, values);
        if (fault is not null)
            return false;
        stamped = copy;
        fault = null;
        return true;
    }

    /// <summary>What is wrong with a unit's file that was written from this image; null when it is what was asked for.</summary>
    public FirmwareFault? FindFault(ReadOnlySpan<byte> file, PreProvisioning values)
    {
        if (file.Length != _image.Length)
            return Wrong($"The file has {file.Length} bytes, the image {_image.Length}.");
        if (OptionArea.FindAll(file) is not [var area] || area.Offset != Area.Offset || !area.Holds(values))
            return Wrong("The file does not hold the unit's values.");
        return Seal?.FindFault(file);
    }

    private static FirmwareFault Wrong(string message) => new(FirmwareFaultKind.DamagedImage, message);
}
