using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>Restarts the device: the program ends with a code of <see cref="ServiceExitCodes"/> and the service manager starts it again.</summary>
/// <param name="settings">How far a restart goes.</param>
/// <param name="end">Ends the program, cleanly, with that exit code; returns at once.</param>
/// <param name="time">The clock.</param>
/// <param name="log">What is said about it.</param>
public sealed class SystemRestart(RestartSettings settings, Action<int> end, TimeProvider time, ILogger log) : IRestart
{
    /// <summary>A command that does not end is left alone.</summary>
    private static readonly TimeSpan CommandPatience = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    /// <remarks>Waits for the end of the program, so that nothing begins anew before it.</remarks>
    public async Task RestartAsync(RestartReason reason, CancellationToken cancellation)
    {
        if (settings.RebootsBoard && reason is not RestartReason.Firmware)
            await RebootAsync(cancellation);
        end(
            reason switch
            {
                RestartReason.Firmware => ServiceExitCodes.RestartForFirmware,
                RestartReason.Error => ServiceExitCodes.RestartAfterError,
                _ => ServiceExitCodes.RestartAsked,
            }
        );
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
    }

    /// <summary>A board that does not restart has its service restarted all the same.</summary>
    private async Task RebootAsync(CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(CommandPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            using var command =
                Process.Start(settings.RebootCommand[0], settings.RebootCommand.Skip(1))
                ?? throw new Win32Exception("it did not start");
            await command.WaitForExitAsync(either.Token);
            if (command.ExitCode != 0)
                Log.RebootRefused(log, $"{settings.RebootCommand[0]} ended with code {command.ExitCode}");
        }
        catch (Win32Exception missing)
        {
            Log.RebootRefused(log, missing.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Log.RebootRefused(log, $"{settings.RebootCommand[0]} did not end in time");
        }
    }
}
