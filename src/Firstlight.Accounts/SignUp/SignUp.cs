using Firstlight.Core;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;

namespace Firstlight.Accounts;

internal sealed class SignUp(
    UserManager<Person> people,
    IAccountStore store,
    IOrganisations organisations,
    IAuditLog audit,
    RequestGuard guard,
    IRandomSource random,
    TimeProvider time,
    ILogger<SignUp> logger
) : ISignUp
{
    private static readonly Refusal Closed = new(
        RefusalKind.Forbidden,
        "sign_up_closed",
        "This organisation does not let people make accounts themselves. Ask an administrator for one."
    );

    private static readonly Refusal Throttled = new(
        RefusalKind.LimitReached,
        "sign_up_throttled",
        "Too many accounts were made from your network address. Try again later."
    );

    private static readonly Refusal Full = new(
        RefusalKind.LimitReached,
        "sign_up_full",
        "No more accounts can be made here at the moment. Tell whoever sold you the device, or runs this Firstlight."
    );

    private static readonly Refusal NamesTaken = new(
        RefusalKind.Conflict,
        "name_taken",
        "Give your organisation another name.",
        "organisation"
    );

    public async Task<SignUpMode> ReadModeAsync(CancellationToken cancellation) =>
        (await organisations.FindAsync(OrganisationId.Root, cancellation))?.SignUp ?? SignUpMode.Off;

    public async Task<Outcome<Done>> SignUpAsync(
        NewAccount account,
        string? remoteAddress,
        Func<MadeOrganisation, Task> onMade,
        CancellationToken cancellation
    )
    {
        var mode = await ReadModeAsync(cancellation);
        if (mode == SignUpMode.Off)
            return Closed;
        if (await PersonRules.CheckAsync(people, account.Email, account.Password, account.Name) is { } refusal)
            return refusal;
        var ownName = mode == SignUpMode.OwnOrganisation ? account.Organisation?.Trim() : null;
        if (ownName is { Length: > 0 } && OrganisationRules.CheckName(ownName, "organisation") is { } odd)
            return odd;
        // Before the password is hashed: that is the costly part.
        if (!guard.SignUps.TryTake(RemoteNetwork.Of(remoteAddress)))
            return Throttled;

        var role = mode == SignUpMode.OwnOrganisation ? Role.Admin : Role.User;
        var now = time.GetUtcNow();
        var person = NewPerson.Of(people, random, now, role, account.Email!, account.Password!, account.Name);
        return mode == SignUpMode.OwnOrganisation
            ? await FoundAsync(person, ownName, remoteAddress, onMade, cancellation)
            : await JoinAsync(person, remoteAddress, cancellation);
    }

    private async Task<Outcome<Done>> JoinAsync(Person person, string? remoteAddress, CancellationToken cancellation)
    {
        if (await store.TryInsertAsync(person, cancellation))
            await NoteAsync(person, remoteAddress, cancellation);
        return default(Done);
    }

    private async Task<Outcome<Done>> FoundAsync(
        Person person,
        string? ownName,
        string? remoteAddress,
        Func<MadeOrganisation, Task> onMade,
        CancellationToken cancellation
    )
    {
        var name = string.IsNullOrEmpty(ownName) ? person.Name : ownName;
        var founded = await organisations.FoundAsync(name, person, cancellation);
        // Which limit it was is told to those who run the cloud when they make one by hand.
        if (!founded.Succeeded)
            return Full;
        if (founded.Value.Made is not { } made)
            return founded.Value.IsEmailTaken ? default(Done) : NamesTaken;
        await onMade(made);
        await audit.RecordAsync(
            person.Id,
            OrganisationId.Root,
            AuditActions.OrganisationCreated,
            $"organisation/{made.Organisation.Id}",
            remoteAddress,
            cancellation
        );
        await NoteAsync(person, remoteAddress, cancellation);
        return default(Done);
    }

    private Task NoteAsync(Person person, string? remoteAddress, CancellationToken cancellation)
    {
        Log.SignedUp(logger, person.Id);
        return audit.RecordAsync(
            person.Id,
            person.Organisation,
            AuditActions.SignedUp,
            $"person/{person.Id}",
            remoteAddress,
            cancellation
        );
    }
}
