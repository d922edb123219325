using System.Globalization;
using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>A firmware file's number.</summary>
public readonly record struct FirmwareId(long Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An image that devices of a template can be updated to, and what its own tag says about it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Organisation">Whose template it is for.</param>
/// <param name="Template">What it runs on.</param>
/// <param name="FileName">What the person called it.</param>
/// <param name="StoredName">What it is called on disk and in addresses; nobody can guess it.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Sha256">SHA-256 in base64.</param>
/// <param name="Md5">MD5 in lower-case hexadecimal, for firmware that knows no better.</param>
/// <param name="Type">The firmware type; the template's id when the tag names none.</param>
/// <param name="Version">The version.</param>
/// <param name="Build">When it was built, as text; null when the tag does not say.</param>
/// <param name="UploadedBy">Who brought it.</param>
/// <param name="UploadedAt">When.</param>
public sealed record FirmwareFile(
    FirmwareId Id,
    OrganisationId Organisation,
    TemplateId Template,
    string FileName,
    string StoredName,
    long Bytes,
    string Sha256,
    string Md5,
    string Type,
    string Version,
    string? Build,
    UserId UploadedBy,
    DateTimeOffset UploadedAt
)
{
    /// <summary>For which processor it is when it is a signed bundle for boards with Linux; null for a plain image. Seen in the file itself.</summary>
    public string? BundleArchitecture { get; init; }

    /// <summary>True when the device says that it runs this: its version and, where both name one, its build.</summary>
    public bool IsIn(HardwareReport? report) =>
        report?.FirmwareVersion == Version && (Build is null || report.Build is null || report.Build == Build);

    /// <summary>False when the device says that its board runs another type of firmware.</summary>
    public bool Suits(HardwareReport? report) => report?.FirmwareType is not { Length: > 0 } type || type == Type;
}
