namespace Firstlight.Protocol.Firmware;

/// <summary>What keeps an image from being stamped.</summary>
public enum FirmwareFaultKind
{
    /// <summary>The values themselves break a limit.</summary>
    InvalidValue,

    /// <summary>There is no <c>blnkopt</c> area.</summary>
    NoArea,

    /// <summary>There are several areas, and nothing says which one the firmware reads.</summary>
    SeveralAreas,

    /// <summary>The area holds a token already; how long it was before cannot be seen any more.</summary>
    AlreadyStamped,

    /// <summary>The values need more bytes than the area has.</summary>
    AreaTooSmall,

    /// <summary>The image does not fit its own checksum or digest, or ends early.</summary>
    DamagedImage,

    /// <summary>The image is signed; a stamp would break the signature.</summary>
    SignedImage,

    /// <summary>The image has checks of a form that is not known here.</summary>
    UnknownForm,
}

/// <summary>Why an image cannot be stamped or does not read back.</summary>
/// <param name="Kind">For programs.</param>
/// <param name="Message">A sentence for people, with the numbers; never a secret.</param>
public sealed record FirmwareFault(FirmwareFaultKind Kind, string Message);
