using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;

namespace Firstlight.Workbench;

/// <summary>Runs the workbench until it is told to stop.</summary>
internal static class WorkbenchProgram
{
    private const int Done = 0;
    private const int WrongOption = 2;
    private const int CannotStart = 3;

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        WorkbenchOptions options,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var app = WorkbenchHost.Build(options);
            var room = await WorkbenchHost.OpenRoomAsync(app, options, cancellation);
            await app.StartAsync(cancellation);
            await AnnounceAsync(app.Urls.First(), room, options.ReadyFile, output, cancellation);
            await app.WaitForShutdownAsync(cancellation);
            return Done;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Done;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await error.WriteLineAsync(
                $"The workbench cannot start: port {options.Port} on 127.0.0.1 is in use by another program. Choose another "
                    + "one with --port (of ./run: --workbench-port)."
            );
            return CannotStart;
        }
        catch (Exception fault)
            when (fault is IOException or InvalidDataException or UnauthorizedAccessException or CryptographicException)
        {
            await error.WriteLineAsync($"The workbench cannot start: {fault.Message}");
            return CannotStart;
        }
    }

    /// <summary>A wrong command line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RefuseAsync(string reason, TextWriter error)
    {
        await error.WriteLineAsync($"The workbench cannot start: {reason} --help lists the options.");
        return WrongOption;
    }

    private static async Task AnnounceAsync(
        string address,
        Room room,
        string? readyFile,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        var content = $"{Count(room.Devices.Count, "device")}, {Count(room.Air.Networks.Count, "network")}";
        if (readyFile is null)
        {
            await output.WriteLineAsync($"Workbench is up: {address} ({content})".AsMemory(), cancellation);
            return;
        }

        // A script that waits for the file must never read half of it.
        var partial = readyFile + ".partial";
        await File.WriteAllTextAsync(partial, $"  workbench  {address}   ({content})\n", cancellation);
        File.Move(partial, readyFile, overwrite: true);
    }

    private static string Count(int number, string thing) => number == 1 ? $"1 {thing}" : $"{number} {thing}s";
}
