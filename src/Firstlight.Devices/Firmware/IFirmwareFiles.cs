using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>The firmware of templates. Whoever sees a template sees its firmware; it is changed where the template is at home.</summary>
public interface IFirmwareFiles
{
    /// <summary>
    /// Takes an image as it comes in, of at most <see cref="FirmwareOptions.BytesMax"/>. Refused without a tag that names a version, when
    /// the tag is of another template, and when there are too many already.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The disk takes no more; nothing is kept.</exception>
    Task<Outcome<FirmwareFile>> AddAsync(
        OrganisationId organisation,
        UserId person,
        TemplateId template,
        string? fileName,
        Stream image,
        CancellationToken cancellation
    );

    /// <summary>A template's firmware, newest first.</summary>
    Task<Outcome<IReadOnlyList<FirmwareFile>>> ListAsync(
        OrganisationId organisation,
        TemplateId template,
        CancellationToken cancellation
    );

    /// <summary>The file, or null.</summary>
    Task<FirmwareFile?> FindAsync(OrganisationId organisation, FirmwareId id, CancellationToken cancellation);

    /// <summary>Removes it. Refuses (conflict) while a shipment that runs needs it.</summary>
    Task<Outcome<Done>> DeleteAsync(OrganisationId organisation, FirmwareId id, CancellationToken cancellation);

    /// <summary>Opens the image; whoever gets it disposes it.</summary>
    /// <exception cref="StorageUnavailableException">It is not there or cannot be read.</exception>
    Stream Open(FirmwareFile file);
}

/// <summary>What firmware needs from the database. Every change is durable when its task ends.</summary>
public interface IFirmwareStore
{
    /// <summary>Stores it; the answer has its id. Null when the template has <paramref name="max"/> already.</summary>
    Task<FirmwareFile?> TryInsertAsync(FirmwareFile file, int max, CancellationToken cancellation);

    /// <summary>The file, or null.</summary>
    Task<FirmwareFile?> FindAsync(FirmwareId id, CancellationToken cancellation);

    /// <summary>A template's files, newest first.</summary>
    Task<IReadOnlyList<FirmwareFile>> ListAsync(TemplateId template, CancellationToken cancellation);

    /// <summary>What every file is called on disk.</summary>
    Task<IReadOnlyList<string>> ListStoredNamesAsync(CancellationToken cancellation);

    /// <summary>Removes it and the shipments that had it. False, and nothing removed, while one of them runs.</summary>
    Task<bool> TryDeleteAsync(FirmwareId id, CancellationToken cancellation);
}
