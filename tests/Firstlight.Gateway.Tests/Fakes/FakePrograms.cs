using Firstlight.Core;

namespace Firstlight.Gateway.Tests.Fakes;

/// <summary>One program that may speak for many devices.</summary>
internal sealed class FakePrograms : IProgramLogins
{
    public const string Id = "oa2-client-id_abc";
    public const string Secret = "flk_secret";

    /// <summary>Instead of coming in with the right id and secret.</summary>
    public ProgramLogin? Answer { get; set; }

    public bool MayGoOn { get; set; } = true;

    public Exception? Fault { get; set; }

    public ValueTask<ProgramLogin> ShowAsync(
        string? id,
        string secret,
        string remoteAddress,
        CancellationToken cancellation
    )
    {
        if (Fault is not null)
            throw Fault;
        if (id is not (null or Id) || secret != Secret)
            return ValueTask.FromResult<ProgramLogin>(new ProgramLogin.Refused());
        return ValueTask.FromResult(Answer ?? new ProgramLogin.Accepted(new UserId(7), OrganisationId.Root, "digest"));
    }

    public ValueTask<bool> MayGoOnAsync(ProgramLogin.Accepted login, CancellationToken cancellation) =>
        ValueTask.FromResult(MayGoOn);
}
