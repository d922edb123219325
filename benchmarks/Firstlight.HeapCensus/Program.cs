using System.CommandLine;
using Firstlight.HeapCensus;

var process = new Argument<int>("PID") { Description = "A .NET process of the same user; it stands still meanwhile" };
var share = new Option<int>("--each")
{
    Description = "Divides by this number, such as that of connections",
    DefaultValueFactory = _ => 1,
};
var rows = new Option<int>("--rows") { Description = "Types to print", DefaultValueFactory = _ => 40 };
var command = new RootCommand("Question: which objects does a process keep, and how many bytes of each?")
{
    process,
    share,
    rows,
};
command.SetAction(parsed =>
{
    var each = parsed.GetValue(share);
    if (each < 1)
    {
        Console.Error.WriteLine($"--each is {each}, and bytes are divided by it: give 1 or more.");
        return 2;
    }

    try
    {
        Census.Take(parsed.GetValue(process)).Print(Console.Out, each, parsed.GetValue(rows));
        return 0;
    }
    catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or IOException)
    {
        Console.Error.WriteLine($"The heap of process {parsed.GetValue(process)} cannot be read: {fault.Message}");
        return 1;
    }
});
return await command.Parse(args).InvokeAsync();
