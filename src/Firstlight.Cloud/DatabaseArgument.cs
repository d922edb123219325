using System.CommandLine;

namespace Firstlight.Cloud;

/// <summary>Which database, by option or environment; without either the embedded one (docs/operate/postgresql.md).</summary>
internal sealed class DatabaseArgument
{
    private readonly Option<string?> _settings = new("--database")
    {
        // Settings often hold a password, which an option shows in the list of processes.
        Description = "PostgreSQL instead of the embedded database, as \"Host=…;Database=…\"; or FIRSTLIGHT_DATABASE",
    };

    public void AddTo(Command command) => command.Add(_settings);

    /// <summary>The settings; null for the embedded database.</summary>
    public string? Read(ParseResult parsed) => parsed.GetValue(_settings) is { Length: > 0 } said ? said : null;
}
