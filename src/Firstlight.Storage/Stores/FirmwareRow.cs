using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Storage.Engine;

namespace Firstlight.Storage.Stores;

/// <summary>A firmware file as the database holds it.</summary>
internal sealed class FirmwareRow
{
    public const string Columns = """
        f.id AS Id, f.organisation_id AS Organisation, f.template_id AS Template, f.file_name AS FileName,
        f.stored_name AS StoredName, f.bytes AS Bytes, f.sha256 AS Sha256, f.md5 AS Md5, f.type AS Type,
        f.version AS Version, f.build AS Build, f.uploaded_by AS UploadedBy, f.uploaded_at AS UploadedAt
        """;

    public const string Insert = """
        INSERT INTO firmware (organisation_id, template_id, file_name, stored_name, bytes, sha256, md5, type, version, build,
            uploaded_by, uploaded_at)
        VALUES (@Organisation, @Template, @FileName, @StoredName, @Bytes, @Sha256, @Md5, @Type, @Version, @Build,
            @UploadedBy, @UploadedAt)
        RETURNING id
        """;

    public long Id { get; init; }

    public long Organisation { get; init; }

    public string Template { get; init; } = "";

    public string FileName { get; init; } = "";

    public string StoredName { get; init; } = "";

    public long Bytes { get; init; }

    public string Sha256 { get; init; } = "";

    public string Md5 { get; init; } = "";

    public string Type { get; init; } = "";

    public string Version { get; init; } = "";

    public string? Build { get; init; }

    public long UploadedBy { get; init; }

    public long UploadedAt { get; init; }

    public static FirmwareRow From(FirmwareFile file) =>
        new()
        {
            Organisation = file.Organisation.Value,
            Template = file.Template.Value,
            FileName = file.FileName,
            StoredName = file.StoredName,
            Bytes = file.Bytes,
            Sha256 = file.Sha256,
            Md5 = file.Md5,
            Type = file.Type,
            Version = file.Version,
            Build = file.Build,
            UploadedBy = file.UploadedBy.Value,
            UploadedAt = StoredTime.From(file.UploadedAt),
        };

    public FirmwareFile ToFile() =>
        new(
            new FirmwareId(Id),
            new OrganisationId(Organisation),
            TemplateRow.ReadId(Template),
            FileName,
            StoredName,
            Bytes,
            Sha256,
            Md5,
            Type,
            Version,
            Build,
            new UserId(UploadedBy),
            StoredTime.Read(UploadedAt)
        );
}
