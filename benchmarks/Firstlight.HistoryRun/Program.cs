using System.CommandLine;
using Firstlight.HistoryRun;

var database = new Option<string?>("--database")
{
    Description = "Settings of an empty PostgreSQL database; without them SQLite in a temporary folder",
};
var rounds = new Option<int>("--rounds") { Description = "Rounds that count", DefaultValueFactory = _ => 5 };
var batches = new Option<int>("--batches")
{
    Description = "Batches of 5,000 points in each part of a round",
    DefaultValueFactory = _ => 20,
};
var sustained = new Option<int?>("--sustained")
{
    Description = "Instead of rounds: the store alone, points and minutes, for so many seconds without a pause",
};
sustained.Validators.Add(given =>
{
    if (given.GetValueOrDefault<int?>() is < 1)
        given.AddError("--sustained takes whole seconds from 1.");
});
var command = new RootCommand(
    "Question: how many points of history a second reach the disk, compared with what the bare engine takes?"
)
{
    database,
    rounds,
    batches,
    sustained,
};
command.SetAction(
    (parsed, cancellation) =>
        parsed.GetValue(sustained) is { } seconds
            ? Sustained.RunAsync(parsed.GetValue(database), TimeSpan.FromSeconds(seconds), cancellation)
            : Run.RunAsync(parsed.GetValue(database), parsed.GetValue(rounds), parsed.GetValue(batches), cancellation)
);
return await command.Parse(args).InvokeAsync();
