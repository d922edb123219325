using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Firstlight.Cli.Output;

/// <summary>What a person sees. With <c>--json</c> it shows nothing and asks nothing.</summary>
internal sealed class Screen
{
    private static readonly JsonSerializerOptions Compact = new(JsonSerializerDefaults.Web)
    {
        // Standard output is not a web page: names stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Surroundings _surroundings;
    private readonly IAnsiConsole _console;
    private readonly bool _json;

    public Screen(Surroundings surroundings, bool json)
    {
        _surroundings = surroundings;
        _json = json;
        _console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(surroundings.Output),
                Ansi = surroundings.HasTerminal ? AnsiSupport.Detect : AnsiSupport.No,
                Interactive = surroundings.HasTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            }
        );
    }

    /// <summary>True when a person is there and wants to be asked.</summary>
    public bool CanAsk => _surroundings.HasTerminal && !_json;

    /// <summary>One line of JSON on standard output.</summary>
    public void WriteJson<T>(T value) => _surroundings.Output.WriteLine(JsonSerializer.Serialize(value, Compact));

    public void Line(string text)
    {
        // Not through the console: that would wrap what scripts read line by line.
        if (!_json)
            _surroundings.Output.WriteLine(PlainText.Of(text));
    }

    /// <summary>A remark that must not end up in a pipe.</summary>
    public void Remark(string text) => _surroundings.Error.WriteLine(PlainText.Of(text));

    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string?>> rows)
    {
        if (_json)
            return;
        IReadOnlyList<IReadOnlyList<string>> cells = [.. rows.Select(row => (string[])[.. row.Select(PlainText.Of)])];
        // A pipe has no edge; its reader gets every row on one line.
        var width = _surroundings.HasTerminal ? _console.Profile.Width : int.MaxValue;
        foreach (var line in TextTable.Lines(columns, cells, width))
            _surroundings.Output.WriteLine(line);
    }

    /// <summary>Runs a long piece of work; a person at a terminal sees how far it is.</summary>
    /// <param name="what">What is being done.</param>
    /// <param name="steps">How many steps there are.</param>
    /// <param name="work">Does it, and says whenever steps are done.</param>
    public Task ProgressAsync(string what, int steps, Func<Action<int>, Task> work) =>
        !CanAsk
            ? work(_ => { })
            : _console
                .Progress()
                .Columns(
                    new TaskDescriptionColumn(),
                    new ProgressBarColumn(),
                    new PercentageColumn(),
                    new RemainingTimeColumn()
                )
                .StartAsync(progress =>
                {
                    var task = progress.AddTask(Markup.Escape(what), maxValue: steps);
                    // Elsewhere, so that the bar is drawn while this works.
                    return Task.Run(() => work(done => task.Increment(done)));
                });

    public Task<string> AskAsync(string question, CancellationToken cancellation) =>
        new TextPrompt<string>(Markup.Escape(question)).ShowAsync(_console, cancellation);

    public Task<string> AskSecretAsync(string question, CancellationToken cancellation) =>
        new TextPrompt<string>(Markup.Escape(question)).Secret().AllowEmpty().ShowAsync(_console, cancellation);

    /// <summary>Lets a person pick one with the arrow keys.</summary>
    public Task<T> ChooseAsync<T>(
        string question,
        IReadOnlyList<T> choices,
        Func<T, string> describe,
        CancellationToken cancellation
    )
        where T : notnull =>
        new SelectionPrompt<T>()
            .Title(Markup.Escape(question))
            .PageSize(15)
            .UseConverter(choice => Markup.Escape(PlainText.Of(describe(choice))))
            .AddChoices(choices)
            .ShowAsync(_console, cancellation);
}
