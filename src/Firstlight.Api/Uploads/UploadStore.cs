using Firstlight.Accounts;
using Firstlight.Core;

namespace Firstlight.Api;

/// <summary>Files that people send in pieces, until they are used or a day is over (docs/decisions/0030).</summary>
internal sealed class UploadStore(UploadFolder folder, IRandomSource random, TimeProvider time)
{
    public const int OrganisationMax = 8;

    private const int TotalMax = 32;
    private const int IdBytes = 16;

    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    // Long enough to ask again after an answer that was lost.
    private static readonly TimeSpan LifeAfterUse = TimeSpan.FromMinutes(10);

    private static readonly Refusal Busy = new(
        RefusalKind.Conflict,
        "upload_busy",
        "Another request is sending a piece of this upload. Wait until it has ended, ask with HEAD how far it came, and go on there."
    );

    private readonly Lock _gate = new();
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    public Outcome<Upload> Create(Caller caller, long length)
    {
        var expires = DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + Life).ToUnixTimeSeconds());
        var upload = new Upload(NewId(), caller.Organisation, caller.Person, length, expires);
        lock (_gate)
        {
            var present = Sweep();
            if (present.Count >= TotalMax)
                return Full($"This server keeps {TotalMax} uploads at once, and all are taken. Try again later.");
            if (present.Count(other => other.Organisation == caller.Organisation) >= OrganisationMax)
                return Full(
                    $"The organisation has {OrganisationMax} uploads already. Delete one that is not needed, or wait until one expires."
                );
            folder.Create(upload);
        }

        return upload;
    }

    /// <summary>An upload of the caller; to anybody else there is none.</summary>
    public Outcome<Upload> Find(Caller caller, string id)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            var found = folder.List().FirstOrDefault(upload => upload.Id == id);
            return found?.Person == caller.Person && found.Organisation == caller.Organisation && found.Expires > now
                ? found
                : Refusal.NotFound("upload", "There is no such upload; it may have expired. Start a new one.");
        }
    }

    public long OffsetOf(Upload upload) => folder.LengthOf(upload);

    /// <summary>Adds a piece, from where the upload ends. What arrived stays, even when the sender goes away in the middle.</summary>
    /// <returns>Where the upload ends now.</returns>
    public async Task<Outcome<long>> AppendAsync(
        Upload upload,
        long offset,
        Stream piece,
        CancellationToken cancellation
    )
    {
        lock (_gate)
        {
            if (!_written.Add(upload.Id))
                return Busy;
        }

        try
        {
            await using var file = folder.Open(upload, FileAccess.Write);
            return file.Length == offset
                ? await UploadPiece.AppendAsync(file, upload.Length, piece, cancellation)
                : new Refusal(
                    RefusalKind.Conflict,
                    "wrong_offset",
                    $"The upload ends at {file.Length}, not at {offset}. Send what comes from byte {file.Length} on.",
                    TusProtocol.Offset
                );
        }
        finally
        {
            lock (_gate)
                _written.Remove(upload.Id);
        }
    }

    /// <summary>Opens an upload that is whole.</summary>
    public Outcome<Func<FileStream>> Read(Upload upload)
    {
        var offset = folder.LengthOf(upload);
        return offset == upload.Length
            ? (Outcome<Func<FileStream>>)(() => folder.Open(upload, FileAccess.Read))
            : new Refusal(
                RefusalKind.Conflict,
                "upload_incomplete",
                $"{upload.Length - offset} of the upload's {upload.Length} bytes are missing. Send what comes from byte {offset} on."
            );
    }

    /// <summary>It has served its purpose.</summary>
    public void EndSoon(Upload upload)
    {
        var expires = DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + LifeAfterUse).ToUnixTimeSeconds());
        lock (_gate)
        {
            // Asked for twice at once, it has another name already.
            if (expires < upload.Expires && folder.List().Contains(upload))
                folder.Rename(upload, upload with { Expires = expires });
        }
    }

    public void Delete(Upload upload)
    {
        lock (_gate)
            folder.Delete(upload);
    }

    /// <summary>Removes what has expired.</summary>
    /// <returns>What remains.</returns>
    public IReadOnlyList<Upload> Sweep()
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            var all = folder.List();
            foreach (var expired in all.Where(upload => upload.Expires <= now))
                folder.Delete(expired);
            return [.. all.Where(upload => upload.Expires > now)];
        }
    }

    private static Refusal Full(string message) => new(RefusalKind.LimitReached, "too_many_uploads", message);

    private string NewId()
    {
        Span<byte> bytes = stackalloc byte[IdBytes];
        random.Fill(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
