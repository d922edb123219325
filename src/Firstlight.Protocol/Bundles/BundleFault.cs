namespace Firstlight.Protocol.Bundles;

/// <summary>What keeps a bundle from being taken.</summary>
public enum BundleFaultKind
{
    /// <summary>It does not begin as a bundle does.</summary>
    NoBundle,

    /// <summary>It is of a later form than this reader knows.</summary>
    UnknownForm,

    /// <summary>A fact is missing or breaks a limit.</summary>
    InvalidFact,

    /// <summary>Nobody whose key is known here signed it.</summary>
    BadSignature,

    /// <summary>It ends early, goes on too long, or is not the one that was signed.</summary>
    DamagedPayload,

    /// <summary>It is for another type of device.</summary>
    OtherType,

    /// <summary>It is for another kind of processor.</summary>
    OtherArchitecture,

    /// <summary>Its version is not allowed here.</summary>
    VersionNotAllowed,

    /// <summary>It needs more room than there is, or than is allowed.</summary>
    NoRoom,

    /// <summary>This device takes no updates now.</summary>
    NotNow,
}

/// <summary>Why a bundle is not taken.</summary>
/// <param name="Kind">For programs.</param>
/// <param name="Message">A sentence for people, with what was found and what was expected.</param>
public sealed record BundleFault(BundleFaultKind Kind, string Message);
