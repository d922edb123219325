using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent.Linux;

/// <summary>
/// The versions of a device's program: the package's, which is always there, and two slots. A new version is on trial until it confirms itself;
/// one that crashes, does not log in or is told bad is dropped, and the one before it runs again.
/// </summary>
public sealed class BundleSlots : IDisposable
{
    /// <summary>Tells a program from a slot which one it is; without it a program is the package's, which chooses.</summary>
    internal const string SlotVariable = "FIRSTLIGHT_EDGENT_SLOT";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly TaskCompletionSource _confirmed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger _log;
    private readonly ISlotDisk _disk;
    private readonly IProgramStart _start;
    private readonly SlotFolder _folder;

    /// <summary>The slot of the program that runs; null for the package's.</summary>
    private readonly string? _runningSlot;

    /// <summary>The slots in the settings' folder.</summary>
    public BundleSlots(SlotSettings settings, ILogger log)
        : this(settings, new SlotDisk(), new ProgramStart(), log) { }

    internal BundleSlots(SlotSettings settings, ISlotDisk disk, IProgramStart start, ILogger log)
    {
        (Settings, _disk, _start, _log) = (settings, disk, start, log);
        _folder = new SlotFolder(settings.Folder, disk);
        _runningSlot = start.Variable(SlotVariable) is { Length: > 0 } slot ? slot : null;
    }

    internal SlotSettings Settings { get; }

    /// <summary>
    /// The first thing a program does: the package's program chooses which version is to run and becomes it, with the same arguments, in the same
    /// process. It returns in the program that was chosen.
    /// </summary>
    /// <remarks>Slots that cannot be read or written lead to the package's program: a device that starts can be updated again.</remarks>
    public async Task<StartedProgram> ChooseProgramAsync(
        IReadOnlyList<string> arguments,
        CancellationToken cancellation
    )
    {
        if (_runningSlot is not null)
            return await DescribeAsync(cancellation);
        try
        {
            while (await ChooseAsync(cancellation) is { } chosen)
            {
                Log.VersionStarts(_log, chosen.Version, chosen.Slot);
                var reason = _start.Become(_folder.ProgramOf(chosen), arguments, SlotVariable, chosen.Slot);
                Log.VersionDoesNotStart(_log, chosen.Version, reason);
                await ChangeAsync(state => state.Without(chosen), cancellation);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Log.SlotsUnusable(_log, fault.Message);
        }

        return await DescribeAsync(cancellation);
    }

    /// <summary>The version that runs works. What came to nothing before has been told. Cheap when there is nothing new.</summary>
    /// <exception cref="IOException">It cannot be kept; the version stays on trial.</exception>
    public async Task ConfirmAsync(CancellationToken cancellation)
    {
        var before = await ChangeAsync(state => state.Confirm(_runningSlot), cancellation);
        if (IsOnTrial(before))
            Log.VersionConfirmed(_log, before.Trial!.Version);
        _confirmed.TrySetResult();
    }

    /// <summary>The version that is on trial is bad: the next start runs the one before it.</summary>
    /// <exception cref="IOException">It cannot be kept; the version is tried again.</exception>
    public async Task RejectAsync(CancellationToken cancellation)
    {
        var before = await ChangeAsync(state => state.Trial is { } trial ? state.Without(trial) : state, cancellation);
        if (before.Trial is { } dropped)
            Log.VersionRejected(_log, dropped.Version);
    }

    /// <summary>
    /// Watches a version on trial: confirmed in time, it returns; otherwise the version is dropped and the program restarts into the one before it.
    /// Returns at once for a version that is not on trial.
    /// </summary>
    /// <param name="isGoodWithoutLogin">Asked when the time is over: whether the device cannot log in through no fault of the version.</param>
    /// <param name="restart">What restarts the program.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the watch; the trial goes on.</param>
    public async Task KeepTrialAsync(
        Func<bool> isGoodWithoutLogin,
        IRestart restart,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        if (!IsOnTrial(await ReadAsync(cancellation)))
            return;
        using var patience = new CancellationTokenSource(Settings.TrialTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await _confirmed.Task.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            if (isGoodWithoutLogin())
            {
                await ConfirmAsync(cancellation);
                return;
            }

            await RejectAsync(cancellation);
            await restart.RestartAsync(RestartReason.Firmware, cancellation);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    /// <summary>One change after the other; what has not changed is not written. Answers what was there before.</summary>
    private async Task<SlotState> ChangeAsync(Func<SlotState, SlotState> change, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var before = await ReadAsync(cancellation);
            var after = change(before);
            if (after != before)
                await _folder.WriteAsync(after, cancellation);
            return before;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<SlotState> ReadAsync(CancellationToken cancellation) =>
        await _folder.ReadAsync(cancellation) ?? new SlotState { PackagedVersion = Settings.PackagedVersion };

    internal BundleIntake OpenIntake() => new(_folder, _disk);

    /// <summary>The slot for a new version, to which nothing refers any more; null when both are needed.</summary>
    internal async Task<string?> ReserveAsync(CancellationToken cancellation)
    {
        string? slot = null;
        await ChangeAsync(
            state =>
            {
                slot = state.FreeSlot(_runningSlot);
                return slot is not null && state.Trial?.Slot == slot
                    ? state with
                    {
                        Trial = null,
                        TrialStarts = 0,
                    }
                    : state;
            },
            cancellation
        );
        return slot;
    }

    /// <summary>The next start tries this version.</summary>
    internal Task TryNextAsync(InstalledVersion version, CancellationToken cancellation) =>
        ChangeAsync(state => state with { Trial = version, TrialStarts = 0 }, cancellation);

    private bool IsOnTrial(SlotState state) => _runningSlot is { } slot && state.Trial?.Slot == slot;

    /// <summary>What is to run instead of this program; null for nothing else. A trial that cannot be counted does not begin.</summary>
    private async Task<InstalledVersion?> ChooseAsync(CancellationToken cancellation)
    {
        InstalledVersion? chosen = null;
        try
        {
            var before = await ChangeAsync(
                state =>
                {
                    (var after, chosen) = state.Choose(Settings.PackagedVersion, Settings.TrialStartsMax);
                    return after;
                },
                cancellation
            );
            if (before.Trial is { } trial && chosen != trial)
                Log.VersionReturned(_log, trial.Version, chosen?.Version ?? Settings.PackagedVersion);
            return chosen;
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            Log.SlotsUnusable(_log, full.Message);
            return (await ReadAsync(cancellation)).Current;
        }
    }

    internal async Task<StartedProgram> DescribeAsync(CancellationToken cancellation)
    {
        var state = await ReadAsync(cancellation);
        var isOnTrial = IsOnTrial(state);
        var running =
            isOnTrial ? state.Trial
            : state.Current?.Slot == _runningSlot ? state.Current
            : null;
        return new StartedProgram(
            running?.Version ?? Settings.PackagedVersion,
            running?.Build,
            isOnTrial,
            state.Returned
        );
    }
}
