namespace Firstlight.Edgent.Linux;

/// <summary>A method to call.</summary>
/// <param name="Destination">Whose.</param>
/// <param name="Path">On which object.</param>
/// <param name="Interface">Of which interface.</param>
/// <param name="Member">Which.</param>
/// <param name="Signature">The types of what is given.</param>
/// <param name="Values">What is given.</param>
internal sealed record BusCall(
    string Destination,
    string Path,
    string Interface,
    string Member,
    string Signature = "",
    params object[] Values
)
{
    /// <summary>Not the values: one may be a password.</summary>
    public override string ToString() => $"{Interface}.{Member} of {Path}";
}
