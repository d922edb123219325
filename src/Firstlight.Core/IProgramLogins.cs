namespace Firstlight.Core;

/// <summary>Lets programs in that speak for many devices of an organisation over one connection. Accounts fills it.</summary>
public interface IProgramLogins
{
    /// <summary>The program whose id and secret these are.</summary>
    /// <param name="id">Null when the program shows its secret alone.</param>
    /// <param name="remoteAddress">Failures are counted per network address.</param>
    /// <exception cref="StorageUnavailableException">Nobody knows now; nothing was counted.</exception>
    ValueTask<ProgramLogin> ShowAsync(string? id, string secret, string remoteAddress, CancellationToken cancellation);

    /// <summary>True while the program may go on; asked now and then, because a connection outlives what let it in.</summary>
    /// <exception cref="StorageUnavailableException">Nobody knows now.</exception>
    ValueTask<bool> MayGoOnAsync(ProgramLogin.Accepted login, CancellationToken cancellation);
}

/// <summary>The answer to a program's login.</summary>
public abstract record ProgramLogin
{
    private ProgramLogin() { }

    /// <summary>Come in.</summary>
    /// <param name="Program">Its account.</param>
    /// <param name="Organisation">Where it acts; its reach is this one and those below.</param>
    /// <param name="Secret">SHA-256 of the secret that let it in.</param>
    public sealed record Accepted(UserId Program, OrganisationId Organisation, string Secret) : ProgramLogin
    {
        /// <summary>Redacted.</summary>
        public override string ToString() => $"program {Program}";
    }

    /// <summary>There is no such program, its secret is another one, or it is suspended.</summary>
    public sealed record Refused : ProgramLogin;

    /// <summary>It is one, and may not speak for devices.</summary>
    /// <param name="Permission">What it lacks.</param>
    public sealed record NotAllowed(string Permission) : ProgramLogin;

    /// <summary>Too many failures from this network.</summary>
    public sealed record Throttled : ProgramLogin;
}
