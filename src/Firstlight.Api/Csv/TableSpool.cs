using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using Firstlight.Core;
using Microsoft.Extensions.Options;

namespace Firstlight.Api;

/// <summary>
/// Where tables that are sent wait on disk, because they are read twice: first all of it is checked, then it is stored. A few at a time, each of a
/// bounded size; what a crash left is removed before the next one.
/// </summary>
internal sealed class TableSpool(IOptions<ApiOptions> options) : IDisposable
{
    /// <summary>The largest table, in bytes: a million rows of 268 each.</summary>
    public const long TableBytesMax = 256 * 1024 * 1024;

    private const int TablesAtOnce = 2;
    private const int BufferBytes = 64 * 1024;
    private const string Ending = ".table";

    private static readonly Refusal Busy = new(
        RefusalKind.LimitReached,
        "imports_busy",
        $"{TablesAtOnce} tables are being read already. Try again in a minute."
    );

    private readonly SemaphoreSlim _places = new(TablesAtOnce);
    private readonly Lock _opening = new();
    private string? _folder;
    private long _last;

    /// <summary>Takes what comes; whoever gets the table disposes it.</summary>
    /// <exception cref="StorageUnavailableException">The disk takes no more.</exception>
    public Task<Outcome<UnitTable>> TakeAsync(Stream body, CancellationToken cancellation) =>
        TakeAsync(Open, file => CopyAsync(body, file, cancellation), cancellation);

    /// <summary>Takes a file that is there already and stays; whoever gets the table disposes it.</summary>
    /// <exception cref="StorageUnavailableException">The disk does not give it.</exception>
    public Task<Outcome<UnitTable>> ReadAsync(Func<FileStream> open, CancellationToken cancellation) =>
        TakeAsync(open, file => DigestAsync(file, cancellation), cancellation);

    public void Dispose() => _places.Dispose();

    private async Task<Outcome<UnitTable>> TakeAsync(
        Func<FileStream> open,
        Func<FileStream, Task<string>> digest,
        CancellationToken cancellation
    )
    {
        if (!await _places.WaitAsync(0, cancellation))
            return Busy;
        FileStream? file = null;
        try
        {
            file = open();
            var table = new UnitTable(file, await digest(file), () => _places.Release());
            file = null;
            return table;
        }
        catch
        {
            _places.Release();
            throw;
        }
        finally
        {
            if (file is not null)
                await file.DisposeAsync();
        }
    }

    private static async Task<string> DigestAsync(FileStream file, CancellationToken cancellation)
    {
        try
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
        }
        catch (IOException fault)
        {
            throw Away(fault);
        }
    }

    private static async Task<string> CopyAsync(Stream body, FileStream file, CancellationToken cancellation)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await body.ReadAsync(buffer, cancellation) is var count && count > 0)
            {
                digest.AppendData(buffer, 0, count);
                await WriteAsync(file, buffer.AsMemory(0, count), cancellation);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    private static async Task WriteAsync(FileStream file, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            await file.WriteAsync(bytes, cancellation);
            // What waits in the stream is written by reading, which is not the place to learn of a full disk.
            await file.FlushAsync(cancellation);
        }
        catch (IOException fault)
        {
            throw Away(fault);
        }
    }

    private FileStream Open()
    {
        lock (_opening)
        {
            try
            {
                _folder ??= Prepare();
                return new FileStream(
                    Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{++_last}{Ending}")),
                    new FileStreamOptions
                    {
                        Mode = FileMode.CreateNew,
                        Access = FileAccess.ReadWrite,
                        Share = FileShare.None,
                        Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
                    }
                );
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw Away(fault);
            }
        }
    }

    // Only one cloud works in a data folder, and it has opened no table yet.
    private string Prepare()
    {
        if (options.Value.SpoolFolder is not { } folder)
            return Directory.CreateTempSubdirectory("firstlight-").FullName;
        Directory.CreateDirectory(folder);
        foreach (var left in Directory.EnumerateFiles(folder, "*" + Ending))
            File.Delete(left);
        return folder;
    }

    private static StorageUnavailableException Away(Exception fault) =>
        new("The table could not be kept on disk while it is read.", fault);
}
