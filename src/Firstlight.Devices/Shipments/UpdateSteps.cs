using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>What becomes of a device's update: pure rules, one place (docs/decisions/0038).</summary>
public static class UpdateSteps
{
    /// <summary>An attempt of which nothing has been heard for so long has failed; so long a device may fetch its firmware by one notice.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>The device said what it runs, or is about to be told: what follows. The same update when nothing does.</summary>
    /// <param name="isSameConnection">It says so on the connection on which it was told: that is no answer to the notice.</param>
    public static DeviceUpdate Hear(DueUpdate due, DateTimeOffset now, bool isSameConnection = false)
    {
        var update = due.Update;
        if (due.File.IsIn(due.Hardware))
            return update.Attempts == 0 && !update.IsUnderWay
                ? End(update, UpdateState.Skipped, UpdateReason.AlreadyInstalled, now)
                : End(update, UpdateState.Done, null, now);
        if (!due.File.Suits(due.Hardware))
            return End(update, UpdateState.Skipped, UpdateReason.OtherType, now);
        if (update.IsUnderWay)
            return isSameConnection ? update : Miss(due, now);
        return HasNewPeriod(due, now)
            ? update with
            {
                State = UpdateState.Waiting,
                Attempts = 0,
                PeriodBegan = null,
                ChangedAt = now,
            }
            : update;
    }

    /// <summary>The device is told now.</summary>
    public static DeviceUpdate Tell(DueUpdate due, TokenHash link, DateTimeOffset now) =>
        due.Update with
        {
            State = UpdateState.Told,
            Attempts = due.Update.Attempts + 1,
            PeriodBegan = due.Update.PeriodBegan ?? now,
            ChangedAt = now,
            Link = link,
        };

    /// <summary>The notice did not leave; it does not count.</summary>
    public static DeviceUpdate Untell(DeviceUpdate told, DateTimeOffset now) =>
        told with
        {
            State = UpdateState.Waiting,
            Attempts = told.Attempts - 1,
            ChangedAt = now,
            Link = null,
        };

    /// <summary>The attempt under way came to nothing.</summary>
    public static DeviceUpdate Miss(DueUpdate due, DateTimeOffset now)
    {
        var missed = due.Update with
        {
            Reason = due.Update.State switch
            {
                UpdateState.Told => UpdateReason.NotDownloaded,
                UpdateState.Downloading => UpdateReason.DownloadBroken,
                _ => UpdateReason.CameBackUnchanged,
            },
            ChangedAt = now,
            Link = null,
        };
        if (HasNewPeriod(due, now))
            return missed with { State = UpdateState.Waiting, Attempts = 0, PeriodBegan = null };
        var isUsedUp = missed.Attempts >= due.Shipment.AttemptsLimit;
        return missed with { State = isUsedUp ? UpdateState.Failed : UpdateState.Waiting };
    }

    private static bool HasNewPeriod(DueUpdate due, DateTimeOffset now) =>
        due.Update.PeriodBegan is { } began && now - began >= due.Shipment.AttemptsReset;

    private static DeviceUpdate End(DeviceUpdate update, UpdateState state, UpdateReason? reason, DateTimeOffset now) =>
        update with
        {
            State = state,
            Reason = reason,
            ChangedAt = now,
            Link = null,
        };
}
