using Firstlight.Core;
using Firstlight.Protocol.Bundles;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Firstlight.Devices;

/// <summary>Firmware files: first on disk, then in the database, so that whatever is known is there.</summary>
internal sealed class FirmwareFiles(
    IFirmwareStore store,
    ITemplateCatalog templates,
    FirmwareFolder folder,
    IOptions<FirmwareOptions> options,
    IRandomSource random,
    TimeProvider time,
    ILogger<FirmwareFiles> logger
) : IFirmwareFiles, IDisposable
{
    private const int FileNameCharactersMax = 100;
    private const int StoredNameBytes = 16;

    private readonly SemaphoreSlim _sweeping = new(1, 1);
    private volatile bool _isSwept;

    public async Task<Outcome<FirmwareFile>> AddAsync(
        OrganisationId organisation,
        UserId person,
        TemplateId template,
        string? fileName,
        Stream image,
        CancellationToken cancellation
    )
    {
        var name = TextRules.Take("fileName", fileName, FileNameCharactersMax);
        if (!name.Succeeded)
            return name.Refusal;
        if (await templates.FindAsync(organisation, template, cancellation) is not { } found)
            return Unknown(template);
        if (found.Organisation != organisation)
            return new Refusal(
                RefusalKind.Conflict,
                "template_from_above",
                $"{found.Name} belongs to an organisation above; its firmware is uploaded there."
            );
        await SweepOnceAsync(cancellation);
        string? storedName = NewStoredName();
        try
        {
            var facts = await WriteAsync(storedName, image, cancellation);
            if (!facts.Succeeded)
                return facts.Refusal;
            var judged = Judge(facts.Value, found);
            if (!judged.Succeeded)
                return judged.Refusal;
            if (await FindSameAsync(judged.Value, cancellation) is { } same)
                return AlreadyThere(same);
            folder.Keep(storedName);
            var draft = judged.Value with
            {
                FileName = name.Value,
                StoredName = storedName,
                UploadedBy = person,
                UploadedAt = time.GetUtcNow(),
            };
            var max = options.Value.FilesPerTemplateMax;
            if (await store.TryInsertAsync(draft, max, CancellationToken.None) is not { } file)
                return new Refusal(
                    RefusalKind.LimitReached,
                    "too_many_firmware_files",
                    $"{found.Name} has {max} firmware files. Delete one that is not needed."
                );
            storedName = null;
            Log.FirmwareAdded(logger, file.Id, template, file.Version);
            return await LookIntoAsync(file, cancellation);
        }
        finally
        {
            if (storedName is not null)
                folder.Delete(storedName);
        }
    }

    public async Task<Outcome<IReadOnlyList<FirmwareFile>>> ListAsync(
        OrganisationId organisation,
        TemplateId template,
        CancellationToken cancellation
    )
    {
        if (await templates.FindAsync(organisation, template, cancellation) is null)
            return Unknown(template);
        var files = new List<FirmwareFile>();
        foreach (var file in await store.ListAsync(template, cancellation))
            files.Add(await LookIntoAsync(file, cancellation));
        return files;
    }

    public async Task<FirmwareFile?> FindAsync(
        OrganisationId organisation,
        FirmwareId id,
        CancellationToken cancellation
    ) =>
        await store.FindAsync(id, cancellation) is { } file
        && await templates.FindAsync(organisation, file.Template, cancellation) is not null
            ? file
            : null;

    public async Task<Outcome<Done>> DeleteAsync(
        OrganisationId organisation,
        FirmwareId id,
        CancellationToken cancellation
    )
    {
        if (await store.FindAsync(id, cancellation) is not { } file || file.Organisation != organisation)
            return Refusal.NotFound("firmware", $"There is no firmware {id}.");
        if (!await store.TryDeleteAsync(id, CancellationToken.None))
            return new Refusal(
                RefusalKind.Conflict,
                "firmware_in_use",
                "A shipment that runs needs this firmware. Stop it first."
            );
        folder.Delete(file.StoredName);
        Log.FirmwareRemoved(logger, id);
        return default(Done);
    }

    public void Dispose() => _sweeping.Dispose();

    public Stream Open(FirmwareFile file) => folder.Open(file.StoredName);

    // Two that say the same about themselves could not be told apart by what a device reports.
    private async Task<FirmwareFile?> FindSameAsync(FirmwareFile judged, CancellationToken cancellation) =>
        (await store.ListAsync(judged.Template, cancellation)).FirstOrDefault(file =>
            file.Version == judged.Version && file.Build == judged.Build
        );

    private static Refusal AlreadyThere(FirmwareFile file) =>
        new(
            RefusalKind.Conflict,
            "firmware_already_there",
            $"Version {file.Version}{(file.Build is { } build ? $" built {build}" : "")} is there already, as {file.FileName}. "
                + "Raise the version and build again, or delete that one first."
        );

    private async Task<FirmwareFile> LookIntoAsync(FirmwareFile file, CancellationToken cancellation)
    {
        var start = await folder.ReadStartAsync(file.StoredName, BundleHead.BytesMax, cancellation);
        return BundleHead.TryRead(start, out var head, out _)
            ? file with
            {
                BundleArchitecture = head.Facts.Architecture,
            }
            : file;
    }

    private static Refusal Unknown(TemplateId template) =>
        Refusal.NotFound("template", $"There is no template {template}.");

    // What a crash left goes before the first image comes in, because only then nobody else here is writing.
    private async Task SweepOnceAsync(CancellationToken cancellation)
    {
        if (_isSwept)
            return;
        await _sweeping.WaitAsync(cancellation);
        try
        {
            if (_isSwept)
                return;
            var known = await store.ListStoredNamesAsync(cancellation);
            folder.Sweep(known.ToHashSet(StringComparer.Ordinal));
            _isSwept = true;
        }
        finally
        {
            _sweeping.Release();
        }
    }

    private async Task<Outcome<ImageFacts>> WriteAsync(string storedName, Stream image, CancellationToken cancellation)
    {
        await using var file = folder.Create(storedName);
        return await IncomingImage.TakeAsync(image, file, options.Value.BytesMax, cancellation);
    }

    private static Outcome<FirmwareFile> Judge(ImageFacts facts, Template template)
    {
        if (facts.Tag is not { } tag)
            return new Refusal(
                RefusalKind.Invalid,
                "firmware_without_tag",
                "The file has no firmware tag (\"blnkinf\"), so nobody can tell what it is. Build it with the device library of its platform, "
                    + "and upload the image itself, not an archive."
            );
        if (tag.Version is not { Length: > 0 } version)
            return new Refusal(
                RefusalKind.Invalid,
                "firmware_without_version",
                "The file's firmware tag names no version, so nobody could tell whether a device has it. Set the firmware version and build again."
            );
        var type = tag.FirmwareType is { Length: > 0 } named ? named : template.Id.Value;
        if (type != template.Id.Value)
            return new Refusal(
                RefusalKind.Invalid,
                "firmware_of_other_template",
                $"The file is firmware of type {type}; devices of {template.Name} run {template.Id}. Upload it to its own template."
            );
        return new FirmwareFile(
            default,
            template.Organisation,
            template.Id,
            "",
            "",
            facts.Bytes,
            facts.Sha256,
            facts.Md5,
            type,
            version,
            tag.Build is { Length: > 0 } build ? build : null,
            default,
            default
        );
    }

    private string NewStoredName()
    {
        Span<byte> bytes = stackalloc byte[StoredNameBytes];
        random.Fill(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
