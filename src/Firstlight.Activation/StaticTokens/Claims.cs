using Firstlight.Core;
using Firstlight.Devices;
using Microsoft.Extensions.Logging;

namespace Firstlight.Activation;

/// <summary>The customer's side of static tokens. One of many who claim wins, because the store decides in one step.</summary>
internal sealed class Claims(
    IStaticTokenStore store,
    IActivationStore ids,
    ITemplateCatalog templates,
    IDeviceRegistry devices,
    ILiveEvents live,
    TimeProvider time,
    ILogger<Claims> logger
) : IClaims
{
    // A claim that lost a race against a first connection is read again; whoever comes next finds the device there.
    private const int AttemptsMax = 8;

    private static readonly Refusal NotACode = Refusal.Invalid(
        "code",
        "That is not a whole code. Compare it with the label: 18 letters and digits in three groups, or scan the QR code."
    );

    private static readonly Refusal Unknown = Refusal.NotFound(
        "claim_code",
        "No unit has this code. Compare it with the label, or ask whoever sold the unit."
    );

    private static readonly Refusal AlreadyClaimed = new(
        RefusalKind.Conflict,
        "already_claimed",
        "This unit is in somebody's account already. Its owner can remove it there; then it can be claimed again."
    );

    private static readonly Refusal NotEnabled = new(
        RefusalKind.Conflict,
        "template_not_enabled",
        "Your organisation is not set up for units of this kind. Ask whoever gave you the unit."
    );

    private static readonly Refusal TooMany = new(
        RefusalKind.LimitReached,
        "too_many_wrong_codes",
        "Too many wrong codes. Wait a minute, then compare the code with the label and try again."
    );

    // 80 bits need no limit for all together, so nobody's guessing keeps others out.
    private readonly GuessLimits _persons = new(time, int.MaxValue);
    private readonly GuessLimits _addresses = new(time, int.MaxValue);

    public async Task<Outcome<Device>> ClaimAsync(Claimer claimer, string? code, CancellationToken cancellation)
    {
        if (Read(code) is not { } read)
            return NotACode;
        var person = claimer.AskedBy.ToString();
        var address = RemoteNetwork.Of(claimer.Address);
        if (_persons.IsSpent(person) || _addresses.IsSpent(address))
            return TooMany;
        var claimed = await ClaimAsync(claimer, read, cancellation);
        // Counted when it turned out to be wrong: who claims a whole delivery at once guesses nothing.
        if (claimed.Refusal == Unknown)
        {
            _persons.TryPay(person);
            _addresses.TryPay(address);
        }

        return claimed;
    }

    private static ClaimCode? Read(string? text)
    {
        if (QrToken.TryParse(text, out var scanned))
            return ClaimCode.Of(scanned);
        return ClaimCode.TryParse(text, out var typed) ? typed : null;
    }

    private async Task<Outcome<Device>> ClaimAsync(Claimer claimer, ClaimCode code, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var seen = await store.FindByClaimKeyAsync(code.LookupKey(), cancellation);
            if (seen is null || !claimer.MayClaimFrom(seen.Organisation))
                return Unknown;
            var existing = seen.Device is { } id
                ? await devices.FindAsync(
                    seen.State == StaticTokenState.Claimed ? claimer.Organisation : seen.Organisation,
                    id,
                    cancellation
                )
                : null;
            if (seen.State == StaticTokenState.Claimed)
                // The winner asks again when the answer was lost on its way.
                return seen.ClaimedBy == claimer.Person && existing?.Owner == claimer.Person
                    ? existing
                    : AlreadyClaimed;
            if (await templates.FindAsync(claimer.Organisation, seen.Template, cancellation) is null)
                return NotEnabled;
            if (seen.Device is not null && existing is null)
                continue;
            var device = existing is null
                ? await BornAsync(claimer, seen, cancellation)
                : existing with
                {
                    Organisation = claimer.Organisation,
                    Owner = claimer.Person,
                };
            var claimed = seen with { Device = device.Id, ClaimedBy = claimer.Person, ClaimedAt = time.GetUtcNow() };
            // Not cancellable from here: who hangs up now may have claimed, and will see the device.
            if (!await store.TryClaimAsync(seen, claimed, device, CancellationToken.None))
                continue;
            if (existing is not null && existing.Organisation != device.Organisation)
                live.Publish(
                    new LiveEvent(
                        existing.Organisation,
                        "device.deleted",
                        time.GetUtcNow(),
                        new DeviceLeft(device.Id.Value)
                    )
                );
            live.Publish(
                new LiveEvent(device.Organisation, "device.changed", time.GetUtcNow(), new DeviceAppeared(device))
                {
                    Owner = device.Owner,
                }
            );
            Log.UnitClaimed(logger, seen.Id, device.Id);
            return device;
        }

        throw SessionShell.Contended();
    }

    private async Task<Device> BornAsync(Claimer claimer, StaticToken token, CancellationToken cancellation) =>
        await StaticUnits.BornAsync(ids, templates, token, time.GetUtcNow(), cancellation) with
        {
            Organisation = claimer.Organisation,
            Owner = claimer.Person,
        };
}
