namespace Firstlight.Cli.Firmware;

/// <summary>A unit that gets a file of its own. Not a record: a record would print its token.</summary>
/// <param name="row">Where it stands in the list.</param>
/// <param name="name">What its file is called, without the ending.</param>
/// <param name="token">Its AuthToken; a secret.</param>
internal sealed class Unit(int row, string name, string token)
{
    private const int TailCharacters = 4;

    public int Row => row;

    public string Name => name;

    public string Token => token;

    /// <summary>What people tell tokens apart by.</summary>
    public string TokenTail => token[^TailCharacters..];

    public override string ToString() => $"unit {name}";
}
